import type { AwaitedDeposit, BankEntry, OpenEntry } from '#contracts/bank.ts';
import type { Cents } from '#contracts/cents.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { BankEntryId, RemittanceId, TaskId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { PracticeTaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import { addDays, addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { cents, formatDollars, negateCents } from '../money/cents.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import type { ProposedMatch } from './match-deposits.ts';
import { letterAbout, type MissingHalf } from './missing-halves.ts';

/** The payer's answer, and the bank's, are asked for within days. */
const daysToWork = 3;
/** What nobody announced until then is no longer on its way. */
const workingDaysToExplain = 4;

export type BankTaskKind = Extract<
  PracticeTaskKind,
  'unmatched-deposit' | 'missing-remittance' | 'missing-deposit' | 'returned-item' | 'repeated-bank-entry'
>;
export const entryTaskKinds = ['unmatched-deposit', 'missing-remittance', 'returned-item'] as const;

/** The task about an entry or a deposit: each time that a person has decided something there is another. */
export function bankTaskId(
  kind: BankTaskKind,
  of: OpenEntry['bankEntryId'] | AwaitedDeposit['holder'],
  asked: number,
): TaskId {
  return TaskId.parse(`${kind}-${of}-${asked + 1}`);
}

/** The entry that a task is about. */
export function entryOfTask({ taskId }: Pick<Task, 'taskId'>): BankEntryId | undefined {
  return BankEntryId.safeParse(taskId.split('-').at(-2)).data;
}

/** The remittance whose money is missing. */
export function depositOfTask({ taskId }: Pick<Task, 'taskId'>): RemittanceId | undefined {
  return RemittanceId.safeParse(taskId.split('-').at(-2)).data;
}

/** Whether a person asked not to be asked before another day. */
export function isQuiet({ notBefore }: Pick<OpenEntry, 'notBefore'>, today: PlainDate): boolean {
  return notBefore !== undefined && today < notBefore;
}

/** A deposit that amounts and days speak for, and nothing else. */
export function unmatchedDepositTask(
  entry: OpenEntry,
  proposal: ProposedMatch | undefined,
  deposits: readonly AwaitedDeposit[],
  at: Instant,
): Task {
  const proposed = deposits.filter(({ holder }) => proposal?.holders.includes(holder) === true);
  return taskOf('unmatched-deposit', entry.bankEntryId, entry, at, {
    why: `${formatDollars(entry.openCents)} came to the bank on ${entry.postedOn}, and no number says what they are for.`,
    evidence: [
      kindSentences[entry.kind],
      ...(entry.checkNumber === undefined ? [] : [`The bank names the number ${entry.checkNumber}.`]),
      ...(proposal === undefined
        ? ['Nothing that was announced makes this amount.']
        : [`What may explain it: ${proposal.why}.`]),
      ...proposed.map(describedDeposit),
    ],
  });
}

const kindSentences: Readonly<Record<OpenEntry['kind'], string>> = {
  'electronic-payment':
    'It is an electronic payment without addenda: ask the bank to pass them on, so that the next one is found by its trace number.',
  'check-deposit': 'It is a deposit of checks or cash.',
  lockbox: 'It came through the lockbox.',
  'card-settlement': 'It is the settlement of cards, mostly less fees.',
  wire: 'It is a wire transfer.',
  'other-credit': 'The bank does not say how it came.',
  'returned-item': 'The bank took it out again.',
};

function describedDeposit({ holder, payerName, openCents, issuedOn, traceNumber }: AwaitedDeposit): string {
  return `${holder}: ${formatDollars(openCents)} of ${payerName}, ${issuedOn}${traceNumber === '' ? '' : `, number ${traceNumber}`}.`;
}

/** An item that the bank took out of the account again. */
export function returnedItemTask(entry: OpenEntry, at: Instant): Task {
  return taskOf('returned-item', entry.bankEntryId, entry, at, {
    why: `The bank took ${formatDollars(negateCents(entry.openCents))} out of the account on ${entry.postedOn}: an item was returned.`,
    evidence: [
      ...(entry.checkNumber === undefined ? [] : [`The bank names the number ${entry.checkNumber}.`]),
      'Say which remittance or batch it was deposited for, or which entry brought it back.',
    ],
  });
}

/** An entry that came with another file perhaps, from whose entry nothing tells it apart. */
export function repeatedEntryTask(entry: BankEntry, mayBe: BankEntry, at: Instant): Task {
  const { practiceId, bankEntryId, postedOn, amountCents, accountEnding } = entry;
  const cameWith = (one: BankEntry) => `${one.bankEntryId} came with line ${one.line} of ${one.fileKey}.`;
  return taskOf('repeated-bank-entry', bankEntryId, { practiceId, openCents: amountCents, asked: 0 }, at, {
    why: `${formatDollars(amountCents)} of ${postedOn} in the account ending in ${accountEnding} came with two files, in other words: it may be one entry or two.`,
    evidence: [
      cameWith(mayBe),
      cameWith(entry),
      `The second is not posted. "bank entries --from ${postedOn} --to ${postedOn} --json" shows the words of both.`,
    ],
  });
}

/** A half that is late, with the letter to its payer, and what is open of it. */
export function missingHalfTask(
  half: MissingHalf,
  open: { readonly entries: readonly OpenEntry[]; readonly deposits: readonly AwaitedDeposit[] },
  { name, npi, taxId }: Pick<Practice, 'name' | 'npi' | 'taxId'>,
  at: Instant,
): { readonly task: Task; readonly about: OpenEntry | AwaitedDeposit } | undefined {
  const from = { practiceName: name, npi, taxId };
  if (half.missing === 'remittance') {
    const entry = open.entries.find(({ bankEntryId }) => bankEntryId === half.entry.bankEntryId);
    return entry === undefined
      ? undefined
      : { task: missingRemittanceTask(half, entry, from, at), about: entry };
  }
  const deposit = open.deposits.find(
    ({ holder, method }) => holder === half.deposit.holder && method === half.deposit.method,
  );
  return deposit === undefined
    ? undefined
    : { task: missingDepositTask(half, deposit, from, at), about: deposit };
}

type Sender = Omit<Parameters<typeof letterAbout>[1], 'payerName'>;

function missingRemittanceTask(half: MissingHalf, entry: OpenEntry, from: Sender, at: Instant): Task {
  const { bankEntryId, openCents, traceNumber = '', originatorId } = entry;
  const payerName = `the payer with the company id ${originatorId ?? 'that the bank statement names'}`;
  return taskOf('missing-remittance', bankEntryId, entry, at, {
    why: `${formatDollars(openCents)} came on ${half.since} under the trace number ${traceNumber}, and their remittance has not come.`,
    evidence: [
      'By rule payment and remittance come within three working days of each other.',
      letterAbout(half, { ...from, payerName }),
    ],
  });
}

function missingDepositTask(half: MissingHalf, deposit: AwaitedDeposit, from: Sender, at: Instant): Task {
  const { holder, openCents, traceNumber, payerName } = deposit;
  const remittanceId = RemittanceId.safeParse(holder).data;
  return {
    ...taskOf('missing-deposit', holder, deposit, at, {
      why: `${payerName} announced a payment on ${half.since}, of which ${formatDollars(openCents)} have not come to the bank.`,
      evidence: [
        `The remittance is ${holder}, the trace number ${traceNumber}.`,
        letterAbout(half, { ...from, payerName }),
      ],
    }),
    ...(remittanceId === undefined ? {} : { remittanceId }),
  };
}

/** Entries that no number explains and nothing makes up, once whatever explains them should have come. */
export function unexplainedEntries(entries: readonly OpenEntry[], today: PlainDate): OpenEntry[] {
  return entries.filter(
    ({ openCents, kind, traceNumber, postedOn }) =>
      openCents > 0 &&
      (kind !== 'electronic-payment' || traceNumber === undefined) &&
      addWorkingDays(postedOn, workingDaysToExplain) <= today,
  );
}

function taskOf(
  kind: BankTaskKind,
  of: OpenEntry['bankEntryId'] | AwaitedDeposit['holder'],
  { practiceId, openCents, asked }: Pick<OpenEntry, 'practiceId' | 'openCents' | 'asked'>,
  at: Instant,
  { why, evidence }: Pick<Task, 'why' | 'evidence'>,
): Task {
  const dollarsAtStakeCents: Cents = cents(Math.abs(openCents));
  return {
    practiceId,
    taskId: bankTaskId(kind, of, asked),
    kind,
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addDays(dateOf(at), daysToWork),
    why,
    evidence,
    dollarsAtStakeCents,
    outcomes: practiceTaskOutcomeNames(kind),
  };
}
