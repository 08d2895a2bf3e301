import type { Cents } from '#contracts/cents.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { TaskId, type PracticeId } from '#contracts/identifiers.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import type { PracticeTaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import type { VarianceGroup } from '#contracts/variance-group.ts';
import type { SeenVariance } from '#contracts/variances.ts';
import { addDays, dateOf } from '../calendar/plain-date.ts';
import { differenceKeyFor } from '../identity/ids.ts';
import { cents, formatDollars } from '../money/cents.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import { openInterest, type InterestOnPayment } from './late-payments.ts';
import { latePaymentLetter } from './late-payment-letter.ts';

/** By how a group differs, the kind of its task. */
const kinds = {
  underpaid: 'underpayment',
  overpaid: 'overpayment-review',
  'charge-too-low': 'charge-too-low',
} as const satisfies Partial<Record<SeenVariance['verdict'], PracticeTaskKind>>;

/** Interest up to this is not worth a letter. */
const leastInterestCents = 100;

/** Days that a person has: payers take disputes for months, a charge is put right before the next ones go out. */
const daysToWork: Readonly<Record<(typeof kinds)[keyof typeof kinds] | 'late-payment', number>> = {
  underpayment: 14,
  'overpayment-review': 14,
  'charge-too-low': 30,
  'late-payment': 30,
};

/** One task a payer, code, contract and month, whichever day of it is the first to differ. */
export function varianceTaskId(
  practiceId: PracticeId,
  { verdict, payerId, code, contractId }: Pick<VarianceGroup, 'verdict' | 'payerId' | 'code' | 'contractId'>,
  month: string,
): TaskId | undefined {
  return verdict === 'unknown'
    ? undefined
    : TaskId.parse(
        `${kinds[verdict]}-${differenceKeyFor(practiceId, payerId, code, contractId)}-${month.replace('-', '')}`,
      );
}

/** One task a payer and month. */
function latePaymentTaskId(
  practiceId: PracticeId,
  { payerId }: Pick<Payer, 'payerId'>,
  month: string,
): TaskId {
  return TaskId.parse(`late-payment-${differenceKeyFor(practiceId, payerId)}-${month.replace('-', '')}`);
}

/**
 * The task about lines of a month that differ from a contract in one way: sums, the first lines, how the contract's
 * amount comes about and where the rest is shown. Undefined for lines of which nothing is known.
 * @param days the posting days of the month on which there are such lines, the first first.
 */
export function varianceTask(
  practice: Pick<Practice, 'practiceId' | 'payers'>,
  group: VarianceGroup,
  days: readonly PlainDate[],
  at: Instant,
): Task | undefined {
  const { practiceId } = practice;
  const [from = group.last] = days;
  const to = days.at(-1) ?? from;
  const month = from.slice(0, 7);
  const taskId = varianceTaskId(practiceId, group, month);
  if (taskId === undefined || group.verdict === 'unknown') {
    return undefined;
  }
  const kind = kinds[group.verdict];
  const payer = nameOf(practice, group.payerId);
  const atStakeCents = cents(Math.abs(group.differenceCents));
  const [example] = group.lines;
  return {
    practiceId,
    taskId,
    kind,
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addDays(dateOf(at), daysToWork[kind]),
    why: whyOf(group, payer, atStakeCents),
    evidence: [
      `Posted ${from === to ? `on ${from}` : `from ${from} to ${to}`}: ${linesInWords(group.count)} of ${group.first === group.last ? group.first : `${group.first} to ${group.last}`}.`,
      ...group.lines.map(lineInWords),
      ...(group.count > group.lines.length ? [`And ${group.count - group.lines.length} more.`] : []),
      ...(example === undefined
        ? []
        : [`What ${contractInWords(group)} says: ${example.because.join('; ')}.`]),
      `The whole month: npx claimwright reports ${kind === 'charge-too-low' ? 'charges-too-low' : 'underpayments'} --month ${month} --payer ${group.payerId}`,
    ],
    dollarsAtStakeCents: atStakeCents,
    outcomes: practiceTaskOutcomeNames(kind),
  };
}

/** The task about what a payer owes for paying late in a month; undefined where it is not worth a letter. */
export function latePaymentTask(
  practice: Pick<Practice, 'practiceId' | 'payers' | 'name' | 'npi' | 'taxId'>,
  payer: Pick<Payer, 'payerId' | 'name'>,
  interest: readonly InterestOnPayment[],
  month: string,
  at: Instant,
): Task | undefined {
  const open = openInterest(interest);
  if (open <= leastInterestCents) {
    return undefined;
  }
  const { practiceId } = practice;
  const late = interest.filter(({ owed }) => owed.openCents > 0).length;
  return {
    practiceId,
    taskId: latePaymentTaskId(practiceId, payer, month),
    kind: 'late-payment',
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addDays(dateOf(at), daysToWork['late-payment']),
    why: `${payer.name} paid ${late === 1 ? 'one claim' : `${late} claims`} late in ${month} and owes ${formatDollars(open)} of interest.`,
    evidence: [
      'A letter to the payer, to be read before it is sent: is every claim a clean one, and the plan under this law?',
      ...latePaymentLetter(practice, payer, interest, month),
      `All of them: npx claimwright reports late-payments --month ${month} --payer ${payer.payerId}`,
    ],
    dollarsAtStakeCents: open,
    outcomes: practiceTaskOutcomeNames('late-payment'),
  };
}

function whyOf(group: VarianceGroup, payer: string, atStakeCents: Cents): string {
  const { code, expectedCents, allowedCents, chargeCents, contractCents } = group;
  const amount = formatDollars(atStakeCents);
  switch (group.verdict) {
    case 'underpaid':
      return `${payer} allowed ${formatDollars(allowedCents)} for ${code} where ${contractInWords(group)} says ${formatDollars(expectedCents)}: ${amount} less.`;
    case 'overpaid':
      return `${payer} allowed ${formatDollars(allowedCents)} for ${code} where ${contractInWords(group)} says ${formatDollars(expectedCents)}: ${amount} more.`;
    default:
      return `${formatDollars(chargeCents)} were charged to ${payer} for ${code} where ${contractInWords(group)} allows ${formatDollars(contractCents)}: ${amount} were left.`;
  }
}

function lineInWords(line: SeenVariance): string {
  const { claimId, lineNumber, serviceDate, chargeCents, expectedCents, contractCents, allowedCents } = line;
  const sums: readonly (readonly [string, Cents | undefined])[] = [
    ['charged', chargeCents],
    line.verdict === 'charge-too-low' ? ['by contract', contractCents] : ['expected', expectedCents],
    ['allowed', allowedCents],
  ];
  const said = sums.flatMap(([what, amount]) =>
    amount === undefined ? [] : [`${what} ${formatDollars(amount)}`],
  );
  return `Claim ${claimId}, ${lineNumber === 0 ? 'all lines' : `line ${lineNumber}`}, of ${serviceDate}: ${said.join(', ')}.`;
}

function contractInWords({ contractId }: Pick<VarianceGroup, 'contractId'>): string {
  return contractId === '' || contractId === 'standing' ? 'the contract' : `contract ${contractId}`;
}

function linesInWords(count: number): string {
  return count === 1 ? 'one line' : `${count} lines`;
}

function nameOf({ payers }: Pick<Practice, 'payers'>, payerId: string): string {
  return payers.find((payer) => payer.payerId === payerId)?.name ?? payerId;
}
