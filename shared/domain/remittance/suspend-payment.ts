import type { Adjudication } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { PostingId, TaskId, type ClaimId, type PayerId, type PracticeId } from '#contracts/identifiers.ts';
import { addDays } from '../calendar/plain-date.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { cents, formatDollars, negateCents } from '../money/cents.ts';
import type { Claim835 } from '../x12/guides/005010X221A1-835/model.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import type { Write } from '../writes/write.ts';
import type { RemittanceFacts } from './read-adjudication.ts';

/** A person must place a payment within this many days: the money is in the practice's account already. */
const daysToPlacePayment = 7;

/** Names one CLP of a remittance among the messages that were handled. */
export function claimPaymentMessageKey(facts: RemittanceFacts, claimIndex: number): string {
  return `remittance-${facts.remittanceId}-${claimIndex}`;
}

/** The id of the task of a parked CLP. */
export function suspendedTaskId({
  remittanceId,
  claimIndex,
}: Pick<Adjudication, 'remittanceId' | 'claimIndex'>): TaskId {
  return TaskId.parse(`${remittanceId}-claim-${claimIndex}`);
}

/** The id of the posting that holds the money of a parked CLP in suspense; its claim may yet get one of its own. */
export function parkedPostingId({
  remittanceId,
  claimIndex,
}: Pick<Adjudication, 'remittanceId' | 'claimIndex'>): PostingId {
  return PostingId.parse(`parked-${remittanceId}-${claimIndex}`);
}

/**
 * Parks a CLP whose claim is not ours, or not to be found: its money goes to suspense and a person gets a task.
 * @param claimIndex position of the CLP in its remittance, counted from 1.
 */
export function suspendUnmatched(
  practiceId: PracticeId,
  facts: RemittanceFacts,
  clp: Claim835,
  claimIndex: number,
  occasion: PostingOccasion,
): Write[] {
  return suspendPayment(
    { practiceId },
    facts,
    clp,
    claimIndex,
    occasion,
    `No claim of this practice has the control number ${clp.patientControlNumber}.`,
  );
}

/** Parks a CLP that must not be posted to its claim; `why` is one sentence for the person who places it. */
export function suspendPayment(
  { practiceId, claimId }: { readonly practiceId: PracticeId; readonly claimId?: ClaimId },
  facts: RemittanceFacts,
  clp: Claim835,
  claimIndex: number,
  occasion: PostingOccasion,
  why: string,
): Write[] {
  const { remittanceId } = facts;
  const position = { remittanceId, claimIndex };
  const holder = { practiceId, ...(claimId === undefined ? {} : { claimId }) };
  const writes: Write[] = [];
  if (clp.paidCents !== 0) {
    writes.push({
      kind: 'post',
      posting: makePosting({
        ...holder,
        postingId: parkedPostingId(position),
        cause: 'unmatched-remittance',
        remittanceId,
        postingDate: occasion.postingDate,
        knownAt: occasion.at,
        by: occasion.by,
        words: why,
        legs: [
          { account: 'cash-in-transit', amountCents: clp.paidCents, ...payerOf(facts.payerId) },
          { account: 'suspense', amountCents: negateCents(clp.paidCents), ...payerOf(facts.payerId) },
        ],
      }),
    });
  }
  writes.push(
    {
      kind: 'open-task',
      task: {
        ...holder,
        taskId: suspendedTaskId(position),
        kind: 'unmatched-remittance',
        remittanceId,
        waitSequence: 0,
        status: 'open',
        openedAt: occasion.at,
        dueOn: addDays(occasion.postingDate, daysToPlacePayment),
        why,
        evidence: evidenceOf(facts, clp, claimIndex),
        dollarsAtStakeCents: cents(Math.abs(clp.paidCents === 0 ? clp.chargeCents : clp.paidCents)),
        outcomes: practiceTaskOutcomeNames('unmatched-remittance'),
      },
    },
    { kind: 'count-remittance-claim', practiceId, ...position, outcome: 'suspended' },
    {
      kind: 'mark-handled',
      practiceId,
      messageKey: claimPaymentMessageKey(facts, claimIndex),
      at: occasion.at,
    },
  );
  return writes;
}

function payerOf(payerId: PayerId | undefined): { payerId?: PayerId } {
  return payerId === undefined ? {} : { payerId };
}

function evidenceOf(facts: RemittanceFacts, clp: Claim835, claimIndex: number): string[] {
  const name = [clp.patient?.firstName, clp.patient?.name].filter((part) => part !== undefined).join(' ');
  const dates: PlainDate[] = [...clp.lines.flatMap((line) => line.dates), ...clp.dates]
    .filter(({ qualifier }) => ['472', '150', '232'].includes(qualifier))
    .map(({ from }) => from);
  return [
    `Claim ${claimIndex} of the remittance with the trace number ${facts.traceNumber}.`,
    `Our control number ${clp.patientControlNumber}, the payer's ${clp.payerControlNumber ?? 'not given'}; status ${clp.statusCode}.`,
    `Charge ${formatDollars(clp.chargeCents)}, paid ${formatDollars(clp.paidCents)}.`,
    ...(name === '' ? [] : [`Patient ${name}.`]),
    ...(dates[0] === undefined ? [] : [`Date of service ${dates[0]}.`]),
    `Services: ${clp.lines.map(({ procedure }) => procedure.code).join(', ') || 'none given'}.`,
  ];
}
