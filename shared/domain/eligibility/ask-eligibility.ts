import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Coverage } from '#contracts/encounter.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import type { EligibilityInquiry270, Person270 } from '#domain/x12/guides/005010X279A1-270/model.ts';
import { dateOf, timeOf } from '../calendar/plain-date.ts';
import { moveClaim, type ClaimMoved } from '../claims/move-claim.ts';
import { sendTowardsScrub } from '../coding/needs-coding.ts';
import { payerOf, primaryCoverage } from './primary-coverage.ts';
import { personNameOf, postalAddressOf } from '../identity/person-name.ts';
import { eligibilityTraceFor } from '../identity/ids.ts';

export type EligibilityAsked = ClaimMoved &
  (
    | { readonly outcome: 'asked'; readonly inquiry: EligibilityInquiry270; readonly payer: Payer }
    | {
        readonly outcome: 'sent-to-coding' | 'sent-to-scrub';
        readonly inquiry?: never;
        readonly payer?: never;
      }
  );

/**
 * The trace number (TRN02) of the claim's next inquiry: of the version of the claim that is asked about. Where an upload
 * changes the claim while it is asked, the question is another one, and no answer to the first is taken for its own.
 */
export function nextTraceNumber(claim: Pick<Claim, 'claimId' | 'version'>): string {
  return eligibilityTraceFor(claim.claimId, claim.version);
}

/**
 * Asks the primary payer whether the patient was covered on the first day of service: the inquiry to send, and the
 * move. A patient without coverage pays, so nobody is asked.
 * @throws UnknownPayer when the practice does not have the payer.
 */
export function askEligibility(
  claim: Claim,
  practice: Practice,
  {
    at,
    traceNumber,
    fileKey,
  }: { readonly at: Instant; readonly traceNumber: string; readonly fileKey?: string },
): EligibilityAsked {
  const coverage = primaryCoverage(claim);
  const by = 'request-eligibility';
  if (coverage === undefined) {
    return sendTowardsScrub(claim, practice, {
      at,
      by,
      origin: 'leg',
      detail: 'the patient pays, no payer to ask',
    });
  }
  const payer = payerOf(coverage, practice);
  const asked: Claim['eligibility'][number] = {
    askedAt: at,
    traceNumber,
    payerId: payer.payerId,
    status: 'no-answer',
    reason: 'Not answered yet.',
    rejectReasonCodes: [],
    ...(fileKey === undefined ? {} : { fileKey }),
  };
  return {
    outcome: 'asked',
    payer,
    inquiry: buildInquiry(claim, coverage, payer, practice, traceNumber, at),
    ...moveClaim(claim, {
      move: 'eligibility-asked',
      at,
      by,
      origin: 'leg',
      detail: `payer ${payer.payerId}, trace ${traceNumber}`,
      changes: { eligibility: [...claim.eligibility, asked] },
    }),
  };
}

const relationshipCodes: Readonly<Record<Coverage['relationship'], string>> = {
  self: '18',
  spouse: '01',
  child: '19',
  other: '34',
};

function buildInquiry(
  claim: Claim,
  coverage: Coverage,
  payer: Payer,
  practice: Practice,
  traceNumber: string,
  at: Instant,
): EligibilityInquiry270 {
  const asked: Pick<Person270, 'traces' | 'dates'> = {
    traces: [{ number: traceNumber, originatingCompanyId: `9${practice.taxId}` }],
    dates: [{ qualifier: '291', from: claim.serviceDateFrom }],
  };
  const member = { qualifier: 'MI', value: coverage.memberId };
  const subscriber = coverage.subscriber ?? claim.patient;
  const isSubscriber = coverage.relationship === 'self';
  return {
    sourceRole: 'PR',
    header: { purpose: '13', reference: traceNumber, date: dateOf(at), time: timeOf(at) },
    informationSource: {
      entityType: 'organization',
      name: payer.name,
      identifier: { qualifier: 'PI', value: payer.payerId },
    },
    informationReceiver: {
      role: '1P',
      name: {
        entityType: 'organization',
        name: practice.name,
        identifier: { qualifier: 'XX', value: practice.npi },
      },
    },
    subscriber: {
      name: { ...personNameOf(subscriber), identifier: member },
      demographics: { birthDate: subscriber.birthDate, sex: subscriber.sex },
      ...(isSubscriber ? { ...asked, address: postalAddressOf(subscriber) } : {}),
    },
    ...(isSubscriber
      ? {}
      : {
          dependent: {
            ...asked,
            name: personNameOf(claim.patient),
            address: postalAddressOf(claim.patient),
            demographics: { birthDate: claim.patient.birthDate, sex: claim.patient.sex },
            relationship: relationshipCodes[coverage.relationship],
          },
        }),
    questions: [{ serviceTypes: ['30'] }],
  };
}
