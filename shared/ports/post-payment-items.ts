import type { Claim } from '#contracts/claim.ts';
import { ClaimId, type PaymentBatchId, type PracticeId, type RemittanceId } from '#contracts/identifiers.ts';
import type {
  PaperClaim,
  PatientPayment,
  PayerPayment,
  PaymentBatch,
  PaymentItem,
} from '#contracts/payment-batch.ts';
import type { Practice } from '#contracts/practice.ts';
import { contractVersion } from '#contracts/steps.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { claimIdOfControlNumber, patientControlNumberFor, remittanceIdFor } from '#domain/identity/ids.ts';
import { paperFile, paperRemittance, takenBackRemittance } from '#domain/payment-batches/paper-remittance.ts';
import {
  postPatientPayment,
  postUnapplied,
  type BatchPlace,
  type ClaimToPay,
} from '#domain/payment-batches/post-patient-payment.ts';
import type { ClaimStore } from './claim-store.ts';
import type { Clock } from './clock.ts';
import type { Commit } from './commit.ts';
import type { DocumentStore } from './document-store.ts';
import type { Executions } from './executions.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PatientAccounts } from './patient-accounts.ts';
import type { RemittanceRegister } from './remittance-register.ts';
import { decideAgainOnConflict } from './work-on-claim.ts';

export interface PostItemsWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim'>;
  readonly accounts: Pick<PatientAccounts, 'load'>;
  readonly documents: Pick<DocumentStore, 'get' | 'put'>;
  readonly remittances: Pick<RemittanceRegister, 'register' | 'load'>;
  readonly executions: Pick<Executions, 'start'>;
}

/** One transaction takes so many claims, with their histories and accounts. */
const claimsAtOnce = 12;

/** A batch that is posted or taken back, and the item, counted from 1. */
export interface Place extends BatchPlace {
  readonly batch: PaymentBatch;
}

/** What is wrong with the claims and guarantors that items name, a sentence each. */
export async function claimProblems(
  practiceId: PracticeId,
  items: readonly PaymentItem[],
  { claims, accounts }: Pick<PostItemsWorld, 'claims' | 'accounts'>,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, item] of items.entries()) {
    const where = `Item ${index + 1}`;
    if (item.kind === 'payer-payment') {
      for (const { claim } of item.claims) {
        const ours = ClaimId.safeParse(claim).data ?? claimIdOfControlNumber(claim);
        if (ours !== undefined && (await claims.load(practiceId, ours)) === undefined) {
          problems.push(`${where}: there is no claim ${ours}.`);
        }
      }
    } else if (item.kind === 'patient-payment') {
      const found = await Promise.all(item.claims.map((claimId) => claims.load(practiceId, claimId)));
      const missing = item.claims.filter((_, position) => found[position] === undefined);
      problems.push(...missing.map((claimId) => `${where}: there is no claim ${claimId}.`));
      const guarantors = new Set([
        ...(item.guarantorId === undefined ? [] : [item.guarantorId]),
        ...found.flatMap((claim) => (claim === undefined ? [] : [claim.guarantorId])),
      ]);
      if (guarantors.size > 1) {
        problems.push(
          `${where}: the bills of these claims go to different persons (${[...guarantors].join(', ')}); enter an item for each.`,
        );
      }
      const [guarantorId] = guarantors;
      if (
        item.claims.length === 0 &&
        guarantorId !== undefined &&
        (await accounts.load(practiceId, guarantorId)) === undefined
      ) {
        problems.push(`${where}: nobody with the account ${guarantorId} was ever billed; name the claims.`);
      }
    }
  }
  return problems;
}

/** The payments of payers in a batch, with the remittance that each of them is posted as. */
export function remittanceIdsOf(
  batchId: PaymentBatchId,
  items: readonly PaymentItem[],
): PaymentBatch['remittances'] {
  return items.flatMap((item, index) =>
    item.kind === 'payer-payment'
      ? [{ item: index + 1, remittanceId: remittanceIdOf(item, batchId, index + 1) }]
      : [],
  );
}

/** The remittance that a payment of a payer in a batch is posted as. */
export function remittanceIdOf(
  payment: PayerPayment,
  batchId: PaymentBatchId,
  item: number,
  direction: 'posted' | 'taken-back' = 'posted',
): RemittanceId {
  return remittanceIdFor(
    payment.payerId,
    payment.number,
    contentHashOf({ batchId, item, direction, payment }),
  );
}

/** Posts one item of a batch; one that is posted already changes nothing. */
export async function postItem(
  item: PaymentItem,
  place: Place,
  practice: Practice,
  world: PostItemsWorld,
): Promise<void> {
  switch (item.kind) {
    case 'payer-payment':
      await postPaper(item, place, practice, 'posted', world);
      return;
    case 'patient-payment':
      await decideAgainOnConflict(async () => {
        const { claims, account } = await toPay(item, place, world);
        await world.commit.apply(
          postPatientPayment(item, { claims, account }, place, occasionOf(place, world)),
        );
      });
      return;
    case 'unapplied':
      await world.commit.apply(postUnapplied(item, place, occasionOf(place, world)));
  }
}

function occasionOf({ batch, item }: Place, { clock }: Pick<PostItemsWorld, 'clock'>) {
  return {
    at: clock.now(),
    postingDate: batch.postingDate,
    by: `user ${batch.enteredBy}, batch ${batch.batchId} item ${item}`,
  };
}

/**
 * An explanation of benefits on paper goes the way of every remittance: its 835 is kept as a file, registered, and posted
 * by an execution of its own, which checks it once more and knows a payment that came before.
 */
export async function postPaper(
  payment: PayerPayment,
  { batch, item }: Place,
  practice: Practice,
  direction: 'posted' | 'taken-back',
  world: PostItemsWorld,
): Promise<void> {
  const { practiceId } = practice;
  const remittanceId = remittanceIdOf(payment, batch.batchId, item, direction);
  const numbers = new Map<PaperClaim, string>();
  for (const claim of payment.claims) {
    numbers.set(claim, await numberOf(practiceId, claim, payment, world));
  }
  const entered = paperRemittance(payment, practice, (claim) => numbers.get(claim) ?? claim.claim);
  const remittance = direction === 'posted' ? entered : takenBackRemittance(entered);
  const at = world.clock.now();
  const fileKey = `payments/${practiceId}/${batch.batchId}/${item}${direction === 'posted' ? '' : '-taken-back'}.edi`;
  await world.documents.put('exchange', fileKey, paperFile(remittance, practice, at), 'application/edi-x12');
  await world.remittances.register({
    practiceId,
    remittanceId,
    version: 0,
    fileKey,
    interchangeIndex: 0,
    transactionIndex: 0,
    traceNumber: remittance.trace.number,
    payerName: remittance.payer.name ?? payment.payerId,
    paymentCents: remittance.payment.amountCents,
    paymentDate: payment.date,
    paymentMethod: remittance.payment.method,
    paymentBatchId: batch.batchId,
    ...(direction === 'posted'
      ? { postingDate: batch.postingDate }
      : { takesBack: remittanceIdOf(payment, batch.batchId, item) }),
    claims: remittance.claims.length,
    receivedAt: at,
    state: 'received',
    differences: [],
    posted: 0,
    suspended: 0,
  });
  await world.executions.start('remittance-posting', remittanceId, {
    contractVersion,
    practiceId,
    remittanceId,
  });
}

/** The number of the claim's last submission to this payer: under that the payer decided on it. */
async function numberOf(
  practiceId: PracticeId,
  { claim: named }: PaperClaim,
  { payerId }: PayerPayment,
  { claims }: Pick<PostItemsWorld, 'claims'>,
): Promise<string> {
  const claimId = ClaimId.safeParse(named).data;
  const claim = claimId === undefined ? undefined : await claims.load(practiceId, claimId);
  if (claim === undefined) {
    return named;
  }
  const submission = claim.submissions.findLast((one) => one.payerId === payerId) ?? claim.submissions.at(-1);
  return submission?.patientControlNumber ?? patientControlNumberFor(claim.claimId, 1);
}

/** The claims that a patient's payment is for, each with its postings, and the account they are billed by. */
async function toPay(
  { guarantorId, claims: named }: PatientPayment,
  { batch: { practiceId } }: Place,
  world: PostItemsWorld,
) {
  const first = named[0] === undefined ? undefined : await world.claims.load(practiceId, named[0]);
  const payer = guarantorId ?? first?.guarantorId;
  const account = payer === undefined ? undefined : await world.accounts.load(practiceId, payer);
  const owing = (account?.visits ?? [])
    .filter(({ balanceCents }) => balanceCents > 0)
    .toSorted((one, other) =>
      `${one.serviceDate}${one.claimId}` < `${other.serviceDate}${other.claimId}` ? -1 : 1,
    )
    .slice(0, claimsAtOnce)
    .map(({ claimId }) => claimId);
  return { claims: await withPostings(practiceId, named.length > 0 ? named : owing, world), account };
}

export async function withPostings(
  practiceId: PracticeId,
  claimIds: readonly ClaimId[],
  { claims, ledger }: Pick<PostItemsWorld, 'claims' | 'ledger'>,
): Promise<ClaimToPay[]> {
  const found = await Promise.all(
    claimIds.map(async (claimId): Promise<ClaimToPay | undefined> => {
      const claim: Claim | undefined = await claims.load(practiceId, claimId);
      return claim === undefined ? undefined : { claim, postings: await ledger.ofClaim(practiceId, claimId) };
    }),
  );
  return found.filter((one) => one !== undefined);
}
