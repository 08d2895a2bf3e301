import type { Command } from 'commander';
import * as z from 'zod';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { ClaimId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { trialBalanceOf, type TrialBalance } from '#domain/ledger/balances.ts';
import { outOfBalanceCents } from '#domain/ledger/ledger-day.ts';
import { decimalText, sumCents } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { allPostings, type DaysWanted } from './facts.ts';
import { runLedgerReplay } from './ledger-replay.ts';
import { addCreditCommand } from './credit-commands.ts';
import { openSession, parseArgument, parseOptions, practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable, type Column } from './print.ts';
import { addProofCommands } from './proof-commands.ts';
import { addTakebackCommands } from './takeback-commands.ts';

/** A day alone means its end: all that was known on it. */
const KnownOption = z.union(
  [PlainDate.transform((day) => Instant.parse(`${addDays(day, 1)}T00:00:00.000Z`)), Instant],
  'a day or a moment in UTC, such as 2026-11-30 or 2026-11-30T17:00:00Z',
);
const BalancesOptions = z.object({ on: PlainDate.optional(), knownAt: KnownOption.optional() });
const PeriodOptions = z.object({ from: PlainDate.optional(), to: PlainDate.optional() });

/** `ledger balances`, `ledger entries`, `ledger trial-balance` and `ledger days`. */
export function addLedgerCommands(program: Command): void {
  const ledger = program.command('ledger').description('the double-entry ledger of a practice');
  addTakebackCommands(ledger);
  addCreditCommand(ledger);
  addProofCommands(ledger);
  ledger
    .command('replay')
    .description(
      'rebuild every balance from the files as they came, and compare it with the ledger, to the cent',
    )
    .action(async (_given: unknown, command: Command) => {
      await runLedgerReplay(await openSession(command));
    });
  ledger
    .command('balances')
    .description('the balance of every account, now or at the end of a day')
    .option('--on <day>', 'at the end of this posting day')
    .option('--known-at <moment>', 'as it was known then: what was posted into a day later is left out')
    .action(async (given: unknown, command: Command) => {
      const { on, knownAt } = parseOptions(BalancesOptions, given);
      const session = await openSession(command);
      const { rows } = await trialBalanceFor(session, {
        ...(on === undefined ? {} : { to: on }),
        ...(knownAt === undefined ? {} : { knownAt }),
      });
      if (session.options.json) {
        printJson(Object.fromEntries(rows.map(({ account, balanceCents }) => [account, balanceCents])));
        return;
      }
      printTable(rows, [
        { title: 'account', cell: ({ account }) => account },
        { title: 'balance', cell: ({ balanceCents }) => decimalText(balanceCents), align: 'right' },
      ]);
    });
  ledger
    .command('entries')
    .description('every posting with its legs')
    .option('--claim <claim>', 'only of this claim')
    .option('--day <day>', 'only of this posting day')
    .action(async (given: { claim?: string; day?: string }, command: Command) => {
      const session = await openSession(command);
      const postings = await postingsFor(session, given);
      if (session.options.json) {
        printJson(postings);
        return;
      }
      const rows = postings.flatMap((posting) => posting.legs.map((leg) => ({ posting, leg })));
      printTable(rows, [
        { title: 'posted', cell: ({ posting }) => posting.postingDate },
        { title: 'posting', cell: ({ posting }) => posting.postingId },
        { title: 'account', cell: ({ leg }) => leg.account },
        { title: 'reason', cell: ({ leg }) => leg.reason ?? '' },
        { title: 'amount', cell: ({ leg }) => decimalText(leg.amountCents), align: 'right' },
      ]);
    });
  ledger
    .command('trial-balance')
    .description('debits and credits of every account; they must be equal')
    .option('--from <day>', 'from this posting day on')
    .option('--to <day>', 'up to this posting day')
    .action(async (given: unknown, command: Command) => {
      const session = await openSession(command);
      const balance = await trialBalanceFor(session, periodOf(given));
      if (session.options.json) {
        printJson(balance);
      } else {
        printTrialBalance(balance);
      }
    });
  ledger
    .command('days')
    .description('the control totals of each posting day, and when they were counted and verified')
    .option('--from <day>', 'from this posting day on')
    .option('--to <day>', 'up to this posting day')
    .action(async (given: unknown, command: Command) => {
      const session = await openSession(command);
      const days = await session.facts.ledgerDays(await practiceOf(session), periodOf(given));
      if (session.options.json) {
        printJson(days);
        return;
      }
      printTable(days, [
        { title: 'day', cell: (day) => day.postingDate },
        { title: 'postings', cell: (day) => String(day.postings), align: 'right' },
        {
          title: 'debits',
          cell: (day) => decimalText(sumCents(day.accounts, ({ debitCents }) => debitCents)),
          align: 'right',
        },
        {
          title: 'credits',
          cell: (day) => decimalText(sumCents(day.accounts, ({ creditCents }) => creditCents)),
          align: 'right',
        },
        { title: 'difference', cell: (day) => decimalText(outOfBalanceCents(day)), align: 'right' },
        { title: 'totalled', cell: (day) => day.totalledAt?.slice(0, 16) ?? 'not yet' },
        { title: 'verified', cell: (day) => day.verifiedAt?.slice(0, 16) ?? '' },
      ] satisfies Column<(typeof days)[number]>[]);
    });
}

function periodOf(given: unknown): DaysWanted {
  const { from, to } = parseOptions(PeriodOptions, given);
  if (from !== undefined && to !== undefined && from > to) {
    throw new CommandFailed(`--to: found ${to}, which is before ${from}.`);
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** From the totals of days: however long the book is, few postings are read. */
async function trialBalanceFor(session: Session, wanted: DaysWanted): Promise<TrialBalance> {
  return trialBalanceOf(await session.facts.ledgerDays(await practiceOf(session), wanted));
}

async function postingsFor(
  session: Session,
  { claim, day }: { readonly claim?: string; readonly day?: string },
): Promise<Posting[]> {
  const practiceId = await practiceOf(session);
  const postings =
    claim !== undefined
      ? await session.facts.postingsOfClaim(practiceId, parseArgument(ClaimId, 'claim', claim))
      : day === undefined
        ? await allPostings(session.facts, practiceId)
        : await session.facts.postingsOfDay(practiceId, parseArgument(PlainDate, 'day', day));
  return day === undefined ? postings : postings.filter(({ postingDate }) => postingDate === day);
}

export function printTrialBalance(balance: TrialBalance): void {
  printTable(balance.rows, [
    { title: 'account', cell: (row) => row.account },
    { title: 'debits', cell: (row) => decimalText(row.debitCents), align: 'right' },
    { title: 'credits', cell: (row) => decimalText(row.creditCents), align: 'right' },
    { title: 'balance', cell: (row) => decimalText(row.balanceCents), align: 'right' },
  ]);
  printLine(`trial balance ${decimalText(balance.differenceCents)}`);
}
