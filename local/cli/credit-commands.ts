import type { Command } from 'commander';
import * as z from 'zod';
import { ClaimId, PostingId, type PracticeId } from '#contracts/identifiers.ts';
import { accountHolderOf, type AccountHolder, type Posting } from '#contracts/ledger.ts';
import { Practice } from '#contracts/practice.ts';
import { SettleRefundAnswer, type SettleRefundRequest } from '#contracts/refunds.ts';
import type { Task } from '#contracts/task.ts';
import { daysBetween } from '#domain/calendar/plain-date.ts';
import {
  creditBalancesOf,
  unappliedCreditsOf,
  type CreditBalance,
  payeeIdOf,
} from '#domain/credit-balances/credit-balances.ts';
import { refundsOf, type Refund } from '#domain/credit-balances/refunds.ts';
import { clockOn, startClock } from '#domain/credit-balances/repayment-clock.ts';
import { decimalText, zeroCents } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { allPostings } from './facts.ts';
import { openSession, parseArgument, parseOptions, practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

const PracticeAnswer = z.object({ practice: Practice });
const SettleOptions = z.object({
  check: z.string().optional(),
  sent: z.boolean().optional(),
  user: z.string(),
  reason: z.string(),
});

/** `ledger credits`. */
export function addCreditCommand(ledger: Command): void {
  ledger
    .command('credits')
    .description('what is owed back to payers and patients: why, since when, and until when by law')
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const credits = await creditsOf(session, await practiceOf(session));
      if (session.options.json) {
        printJson(credits);
        return;
      }
      if (credits.length === 0) {
        printLine('Nothing is owed back to anybody.');
        return;
      }
      printTable(credits, [
        { title: 'of', cell: ({ holder }) => holder },
        { title: 'owed to', cell: ({ owedTo }) => owedTo },
        { title: 'cause', cell: ({ cause }) => cause },
        { title: 'since', cell: ({ since }) => since },
        { title: 'days', cell: ({ ageDays }) => String(ageDays), align: 'right' },
        { title: 'due by law', cell: ({ dueOn }) => dueOn ?? '' },
        {
          title: 'left',
          cell: ({ daysLeft }) => (daysLeft === undefined ? '' : String(daysLeft)),
          align: 'right',
        },
        { title: 'clock', cell: ({ clock }) => clock ?? 'none' },
        { title: 'credit', cell: ({ creditCents }) => decimalText(creditCents), align: 'right' },
        { title: 'owed', cell: ({ owedCents }) => decimalText(owedCents), align: 'right' },
      ]);
    });
}

/** `refunds list`, `refunds paid` and `refunds void`. */
export function addRefundCommands(program: Command): void {
  const refunds = program
    .command('refunds')
    .description('refunds that were approved, and what became of them');
  refunds
    .command('list')
    .description('every refund: approved, paid, acknowledged or withheld by the payer, or void')
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const { postings } = await session.facts.refunds(await practiceOf(session));
      const rows = refundsOf(postings).map(rowOf);
      if (session.options.json) {
        printJson(rows);
        return;
      }
      printTable(rows, [
        { title: 'refund', cell: ({ refund }) => refund },
        { title: 'to', cell: ({ to }) => to },
        { title: 'state', cell: ({ state }) => state },
        { title: 'approved', cell: ({ approvedOn }) => approvedOn },
        { title: 'paid', cell: ({ paidOn }) => paidOn ?? '' },
        { title: 'check', cell: ({ checkNumber }) => checkNumber ?? '' },
        { title: 'amount', cell: ({ amountCents }) => decimalText(amountCents), align: 'right' },
        { title: 'to pay', cell: ({ toPayCents }) => decimalText(toPayCents), align: 'right' },
      ]);
    });
  const settle = (name: 'paid' | 'void', description: string): Command =>
    refunds
      .command(name)
      .description(description)
      .argument('<refund>', 'the refund, as "refunds list" names it')
      .requiredOption('--user <name>', 'who says so')
      .requiredOption('--reason <text>', 'why, in a few words')
      .action(async (refund: string, given: unknown, command: Command) => {
        const { check = '', sent = false, user, reason } = parseOptions(SettleOptions, given);
        const session = await openSession(command);
        const of = {
          practiceId: await practiceOf(session),
          refund: parseArgument(PostingId, 'refund', refund),
          user,
          reason,
        };
        await settleRefund(
          session,
          name === 'paid'
            ? { action: name, ...of, checkNumber: check, isSent: sent }
            : { action: name, ...of },
        );
      });
  settle('paid', 'say that a refund was paid')
    .requiredOption('--check <number>', 'the number of the check')
    .option(
      '--sent',
      'the check went out before the payer took the money itself, or before the refund was void',
    );
  settle('void', 'take a refund back: its check was not sent, was stopped, or came back');
}

async function settleRefund(session: Session, request: SettleRefundRequest): Promise<void> {
  const answer = SettleRefundAnswer.parse(await session.target.invoke('settle-refund', request));
  if (answer.outcome === 'refused') {
    throw new CommandFailed(answer.problems.join('\n'));
  }
  printLine(answer.summary);
}

function rowOf({ refundId, payee, state, approvedOn, paid, acknowledged, amountCents, toPayCents }: Refund) {
  return {
    refund: refundId,
    to: payee === undefined ? '' : payeeIdOf(payee),
    state,
    approvedOn,
    ...(paid === undefined ? {} : { paidOn: paid.postingDate, checkNumber: paid.reference }),
    ...(acknowledged === undefined ? {} : { acknowledgedOn: acknowledged.postingDate }),
    amountCents,
    toPayCents: state === 'approved' ? toPayCents : zeroCents,
  };
}

/** From the whole ledger: a credit that no task asks about yet is told too. */
async function creditsOf(session: Session, practiceId: PracticeId) {
  const postings = await allPostings(session.facts, practiceId);
  const byHolder = new Map<AccountHolder, Posting[]>();
  for (const posting of postings) {
    const holder = accountHolderOf(posting);
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), posting]);
  }
  const credits: CreditBalance[] = [];
  for (const [holder, own] of byHolder) {
    const claimId = ClaimId.safeParse(holder).data;
    if (claimId === undefined) {
      credits.push(...unappliedCreditsOf(own));
    } else if (standsInCredit(own)) {
      const { claim } = await session.facts.claim(practiceId, claimId);
      credits.push(...creditBalancesOf(claim, own));
    }
  }
  const { on } = await session.facts.refunds(practiceId);
  const tasks = (await session.facts.tasks(practiceId)).filter(({ kind }) => kind === 'credit-balance');
  const payers = PracticeAnswer.parse(
    await session.target.invoke('read-practices', { practiceId, read: 'edition' }),
  ).practice.payers;
  return credits
    .toSorted((one, other) => (one.since < other.since ? -1 : one.since > other.since ? 1 : 0))
    .map(({ holder, payee, cause, since, creditCents, owedCents }) => {
      const task = tasks.find(({ credit }) => isAbout(credit, { holder, payee }));
      const payer =
        payee.kind === 'payer' ? payers.find(({ payerId }) => payerId === payee.payerId) : undefined;
      const clock = task?.credit?.clock ?? startClock(payer, since);
      const today = clock === undefined ? undefined : clockOn(clock, on);
      return {
        holder,
        owedTo: payeeIdOf(payee),
        cause,
        since,
        ageDays: daysBetween(since, on),
        ...(clock === undefined || today === undefined
          ? {}
          : { dueOn: clock.dueOn, daysLeft: today.daysLeft, clock: today.state }),
        creditCents,
        owedCents,
        ...(task === undefined ? {} : { taskId: task.taskId }),
      };
    });
}

function isAbout(
  credit: Task['credit'],
  { holder, payee }: Pick<CreditBalance, 'holder' | 'payee'>,
): boolean {
  return credit?.holder === holder && JSON.stringify(credit.payee) === JSON.stringify(payee);
}

/** Whether a receivable of anybody is below zero: only then the claim itself is read. */
function standsInCredit(postings: readonly Posting[]): boolean {
  const balances = new Map<string, number>();
  for (const { account, payerId, amountCents } of postings.flatMap(({ legs }) => legs)) {
    const key =
      account === 'payer-receivable' ? (payerId ?? account) : account === 'patient-receivable' ? account : '';
    balances.set(key, (balances.get(key) ?? 0) + amountCents);
  }
  return [...balances].some(([key, balance]) => key !== '' && balance < 0);
}
