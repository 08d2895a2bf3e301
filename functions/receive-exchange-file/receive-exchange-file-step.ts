import { TellableError } from '#contracts/errors.ts';
import { ObjectCreated } from '#contracts/messages.ts';
import type { Instant } from '#contracts/dates.ts';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { contractVersion } from '#contracts/steps.ts';
import type { Claim } from '#contracts/claim.ts';
import { claimIdOfControlNumber, claimIdOfEligibilityTrace, remittanceIdFor } from '#domain/identity/ids.ts';
import { tracesOf } from '#domain/eligibility/read-answer.ts';
import { settleEligibility } from '#domain/eligibility/settle-eligibility.ts';
import { whyNotReceived } from '#domain/practice/training.ts';
import { isAccepted, pairOfReceived } from '#domain/submission/answer-interchange.ts';
import { receive277CA } from '#domain/submission/receive-277ca.ts';
import { receive999, receiveTA1 } from '#domain/submission/receive-999.ts';
import type { Write } from '#domain/writes/write.ts';
import type { Finding } from '#domain/x12/findings.ts';
import { read277CA } from '#domain/x12/guides/005010X214-277CA/read.ts';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import { read999 } from '#domain/x12/guides/005010X231A1-999/read.ts';
import { read271 } from '#domain/x12/guides/005010X279A1-271/read.ts';
import { UnusableTransaction } from '#domain/x12/read-parts.ts';
import { openingEnvelope } from '#domain/x12/opening-envelope.ts';
import type { ReadGroup, ReadInterchange, ReadTransaction } from '#domain/x12/read-result.ts';
import { answerReceived } from '#ports/answer-received.ts';
import type { Clearinghouse } from '#ports/clearinghouse.ts';
import type { Clock } from '#ports/clock.ts';
import type { ControlNumbers } from '#ports/control-numbers.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { Executions } from '#ports/executions.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { readExchangeFile, type ExchangeFile } from '#ports/read-exchange-file.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import { decideAgainOnConflict, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface ReceiveExchangeFileWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load' | 'findBySubmitterId'>;
  readonly documents: Pick<DocumentStore, 'stream'>;
  readonly controlNumbers: Pick<ControlNumbers, 'sentAs' | 'issue' | 'noteReceived'>;
  readonly clearinghouse: Clearinghouse;
  readonly remittances: Pick<RemittanceRegister, 'register'>;
  readonly executions: Pick<Executions, 'start'>;
}

/** A file that could not be used, or not in full; it lies in the exchange bucket as it came. */
export class ExchangeFileRefused extends TellableError {
  override readonly name = 'ExchangeFileRefused';
}

interface Received {
  readonly practice: Practice;
  readonly file: ExchangeFile;
  readonly interchange: ReadInterchange;
  readonly interchangeIndex: number;
  readonly fileKey: string;
  readonly fileVersionId: string | undefined;
  readonly at: Instant;
}

/**
 * Takes one file from the clearinghouse: eligibility answers, acknowledgements and remittances, of any number of
 * interchanges and practices. Each interchange is recorded and answered with a TA1 and 999s as its sender wants them.
 * What one transaction says is written before the next is read; a transaction that was refused, or cannot be used, does
 * not keep the others from being used, and then the file as a whole is refused with the reasons.
 * A file that comes twice changes nothing the second time. It may be of any length: the claims of remittances pass by.
 */
export async function receiveExchangeFileStep(
  body: string,
  world: ReceiveExchangeFileWorld,
): Promise<{ outcome: 'received' }> {
  const { object } = ObjectCreated.parse(JSON.parse(body)).detail;
  // EventBridge gives the key as it is; only the older notifications of S3 encode it.
  const fileKey = object.key;
  const file = await readExchangeFile(
    { key: fileKey, versionId: object['version-id'], sizeBytes: object.size },
    world.documents,
  );
  if (file === undefined) {
    throw new ExchangeFileRefused(`${fileKey} is not there any more`);
  }
  const { read } = file;
  const faults: string[] = read.readable
    ? []
    : [`unreadable at byte ${read.offset}: it is no X12, or it breaks off there`];
  const unfinished = read.readable || read.unfinished === undefined ? [] : [read.unfinished];
  for (const [interchangeIndex, interchange] of [...read.interchanges, ...unfinished].entries()) {
    const receiver = interchange.receiverId.trim();
    const practiceId = await world.practices.findBySubmitterId(receiver);
    if (practiceId === undefined) {
      faults.push(
        `interchange ${interchange.controlNumber} is for ${receiver}, which is no practice of ours`,
      );
      continue;
    }
    const practice = await loadPractice(world.practices, practiceId);
    const refusal = whyNotReceived(practice, fileKey, interchange);
    if (refusal !== undefined) {
      faults.push(`interchange ${interchange.controlNumber} is not taken in: ${refusal}`);
      continue;
    }
    faults.push(
      ...(await receiveInterchange(
        {
          practice,
          file,
          interchange,
          interchangeIndex,
          fileKey,
          fileVersionId: object['version-id'],
          at: world.clock.now(),
        },
        world,
      )),
    );
  }
  if (faults.length > 0) {
    throw new ExchangeFileRefused(`${fileKey}: ${faults.join('; ')}`);
  }
  return { outcome: 'received' };
}

async function receiveInterchange(received: Received, world: ReceiveExchangeFileWorld): Promise<string[]> {
  const { interchange } = received;
  const answerFault = await answerReceived(received, world);
  const faults = answerFault === undefined ? [] : [answerFault];
  const refusal = interchange.findings.find(({ severity }) => severity === 'error');
  if (refusal !== undefined) {
    return [...faults, `interchange ${interchange.controlNumber} is refused: ${placeOf(refusal)}`];
  }
  await receiveInterchangeAcknowledgements(received, world);
  let transactionIndex = 0;
  for (const group of interchange.groups) {
    for (const transaction of group.transactions) {
      const fault = await receiveTransaction(received, group, transaction, transactionIndex, world);
      if (fault !== undefined) {
        faults.push(fault);
      }
      transactionIndex += 1;
    }
  }
  return faults;
}

async function receiveInterchangeAcknowledgements(
  { interchange, practice, at, fileKey }: Received,
  world: ReceiveExchangeFileWorld,
): Promise<void> {
  for (const acknowledgement of interchange.acknowledgements) {
    const sent = await world.controlNumbers.sentAs(
      practice.practiceId,
      pairOfReceived(interchange),
      acknowledgement.interchangeControlNumber,
    );
    if (sent !== undefined) {
      await onClaim(practice.practiceId, sent.claimId, world, (claim) =>
        receiveTA1(claim, practice, acknowledgement, {
          sequence: sent.submissionSequence,
          at,
          fileKey,
          sender: interchange.senderId.trim(),
        }),
      );
    }
  }
}

/**
 * What is wrong with the transaction, in words; undefined when it was used. One that departs from its guide is refused,
 * as its 999 says, and not used: its sender sends it again. Whether its money balances is another question, and asked
 * before anything is posted.
 */
async function receiveTransaction(
  received: Received,
  group: ReadGroup,
  transaction: ReadTransaction,
  transactionIndex: number,
  world: ReceiveExchangeFileWorld,
): Promise<string | undefined> {
  const { setCode, controlNumber, guide } = transaction;
  const receive = guide === undefined ? undefined : receivers[guide.name];
  if (receive === undefined) {
    return `transaction ${controlNumber} is a ${setCode} ${transaction.version}, which is not received here`;
  }
  if (!isAccepted(received.interchange, group, transaction)) {
    const reasons = [...group.findings, ...transaction.findings].filter(
      ({ severity }) => severity === 'error',
    );
    return `transaction ${setCode} ${controlNumber} is refused: ${reasons.slice(0, 5).map(placeOf).join(', ')}`;
  }
  try {
    await receive(received, transaction, transactionIndex, world);
    return undefined;
  } catch (error) {
    if (error instanceof UnusableTransaction) {
      const { loop, segment, position, element } = error;
      return `transaction ${setCode} ${controlNumber} cannot be used: loop ${loop}, segment ${segment} at ${position}, element ${element}`;
    }
    throw error;
  }
}

/** Where a finding stands and what it is, without what stands there: that may be about a patient. */
function placeOf({ code, loop, segment, position, element }: Finding): string {
  const place = [
    loop === undefined ? undefined : `loop ${loop}`,
    segment === undefined ? undefined : `segment ${segment}`,
    position === undefined ? undefined : `at ${position}`,
    element === undefined ? undefined : `element ${element}`,
  ].filter((part) => part !== undefined);
  return [code, ...place].join(' ');
}

type Receive = (
  received: Received,
  transaction: ReadTransaction,
  transactionIndex: number,
  world: ReceiveExchangeFileWorld,
) => Promise<void>;

/** By the name of the guide: a 277CA and a status answer have the same set code. */
const receivers: Readonly<Record<string, Receive>> = {
  '271': async ({ practice, at, fileKey }, transaction, _index, world) => {
    for (const response of read271(transaction)) {
      const claimIds = new Set(tracesOf(response).map(claimIdOfEligibilityTrace));
      for (const claimId of claimIds) {
        if (claimId !== undefined) {
          await onClaim(practice.practiceId, claimId, world, (claim) =>
            settleEligibility(claim, practice, response, { at, fileKey }),
          );
        }
      }
    }
  },

  '999': async ({ practice, interchange, at, fileKey }, transaction, _index, world) => {
    const acknowledgement = read999(transaction);
    const sent = await world.controlNumbers.sentAs(
      practice.practiceId,
      pairOfReceived(interchange),
      // One group an interchange, under the interchange's own number.
      acknowledgement.groupControlNumber,
    );
    if (sent !== undefined) {
      await onClaim(practice.practiceId, sent.claimId, world, (claim) =>
        receive999(claim, practice, acknowledgement, {
          sequence: sent.submissionSequence,
          at,
          fileKey,
          sender: interchange.senderId.trim(),
        }),
      );
    }
  },

  '277CA': async ({ practice, at, fileKey }, transaction, _index, world) => {
    const acknowledgement = read277CA(transaction);
    const statuses = acknowledgement.receivers.flatMap(({ providers }) =>
      providers.flatMap((provider) => provider.claims),
    );
    for (const status of statuses) {
      const claimId = claimIdOfControlNumber(status.patientControlNumber);
      if (claimId !== undefined) {
        await onClaim(practice.practiceId, claimId, world, (claim) =>
          receive277CA(claim, practice, status, { source: acknowledgement.source, at, fileKey }),
        );
      }
    }
  },

  '835': async (received, transaction, transactionIndex, world) => {
    const { practice, file, interchange, interchangeIndex, at, fileKey, fileVersionId } = received;
    const envelope = openingEnvelope(interchange, transaction);
    const { trace, payer, payment } = read835(transaction);
    const { practiceId } = practice;
    const { claims, contentHash } = await file.contentOf({ interchangeIndex, transactionIndex });
    const remittanceId = remittanceIdFor(
      payer.identifier?.value ?? trace.originatingCompanyId,
      trace.number,
      contentHash,
    );
    await world.remittances.register({
      practiceId,
      remittanceId,
      version: 0,
      fileKey,
      ...(fileVersionId === undefined ? {} : { fileVersionId }),
      interchangeIndex,
      transactionIndex,
      ...(envelope === undefined ? {} : { start: { byte: transaction.offset, envelope } }),
      traceNumber: trace.number,
      originatorId: trace.originatingCompanyId,
      payerName: payer.name ?? 'a payer without a name',
      paymentCents: payment.amountCents,
      paymentDate: payment.date,
      paymentMethod: payment.method,
      claims,
      receivedAt: at,
      state: 'received',
      differences: [],
      posted: 0,
      suspended: 0,
    });
    // Started also when it was registered before: the first delivery may have ended between the two.
    await world.executions.start('remittance-posting', remittanceId, {
      contractVersion,
      practiceId,
      remittanceId,
    });
  },
};

/** Reads a claim, decides, writes; again when another writer was first. A control number of no claim says nothing here. */
async function onClaim(
  practiceId: PracticeId,
  claimId: ClaimId,
  world: ReceiveExchangeFileWorld,
  decide: (claim: Claim) => { readonly writes: readonly Write[] },
): Promise<void> {
  await decideAgainOnConflict(async () => {
    const claim = await world.claims.load(practiceId, claimId);
    if (claim !== undefined) {
      const { writes } = decide(claim);
      if (writes.length > 0) {
        await world.commit.apply(writes);
      }
    }
  });
}
