import type { Command } from 'commander';
import { ClaimId } from '#contracts/identifiers.ts';
import { trialBalance, type TrialBalance } from '#domain/ledger/balances.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { decimalText } from '#domain/money/cents.ts';
import { allPostings } from './facts.ts';
import { openSession, parseArgument, practiceOf } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

/** `ledger balances`, `ledger entries` and `ledger trial-balance`. */
export function addLedgerCommands(program: Command): void {
  const ledger = program.command('ledger').description('the double-entry ledger of a practice');
  ledger
    .command('balances')
    .description('the balance of every account')
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const balances = balancesOf(await allPostings(session.facts, await practiceOf(session)));
      if (session.options.json) {
        printJson(balances);
        return;
      }
      printTable(Object.entries(balances), [
        { title: 'account', cell: ([account]) => account },
        { title: 'balance', cell: ([, amount]) => decimalText(amount), align: 'right' },
      ]);
    });
  ledger
    .command('entries')
    .description('every posting with its legs')
    .option('--claim <claim>', 'only of this claim')
    .action(async (given: { claim?: string }, command: Command) => {
      const session = await openSession(command);
      const practiceId = await practiceOf(session);
      const postings =
        given.claim === undefined
          ? await allPostings(session.facts, practiceId)
          : await session.facts.postingsOfClaim(practiceId, parseArgument(ClaimId, 'claim', given.claim));
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
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const balance = trialBalance(await allPostings(session.facts, await practiceOf(session)));
      if (session.options.json) {
        printJson(balance);
      } else {
        printTrialBalance(balance);
      }
    });
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
