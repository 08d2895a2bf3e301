import type { Instant } from '#contracts/dates.ts';
import { dateOf, timeOf } from '#domain/calendar/plain-date.ts';
import type { ClaimAcknowledgement277CA } from '#domain/x12/guides/005010X214-277CA/model.ts';
import type { Acknowledgement999 } from '#domain/x12/guides/005010X231A1-999/model.ts';
import { clearinghouseAcknowledgement } from './acknowledge-claim.ts';
import { behaviourOf } from './behaviour.ts';
import { memberIdOf, type ClaimFile } from './sent-claim.ts';

/** The 999 for a file of claims: its one transaction was read, or was not. */
export function fileAcknowledgement(file: ClaimFile): Acknowledgement999 {
  const rejected = file.claims.some((claim) => behaviourOf(memberIdOf(claim)) === 'R999');
  const code = rejected ? 'R' : 'A';
  return {
    functionalCode: 'HC',
    groupControlNumber: file.groupControlNumber,
    version: file.version,
    transactions: [
      {
        setCode: '837',
        controlNumber: file.transactionControlNumber,
        version: file.version,
        segmentErrors: [],
        code,
        errorCodes: rejected ? ['I5'] : [],
      },
    ],
    code,
    includedCount: 1,
    receivedCount: 1,
    acceptedCount: rejected ? 0 : 1,
    errorCodes: [],
  };
}

/** The clearinghouse's 277CA for a file of claims. */
export function clearinghouseFileAcknowledgement(
  file: ClaimFile,
  jobId: number,
  at: Instant,
): ClaimAcknowledgement277CA {
  return clearinghouseAcknowledgement(file.claims, {
    reference: `CH${jobId}`,
    date: dateOf(at),
    time: timeOf(at),
    batchReference: file.reference,
    source: {
      role: 'AY',
      name: {
        entityType: 'organization',
        name: 'Openfield Clearinghouse',
        identifier: { qualifier: '46', value: file.route.clearinghouse },
      },
    },
  });
}
