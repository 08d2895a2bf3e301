import type { Command } from 'commander';
import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import { ClaimId, PayerId } from '#contracts/identifiers.ts';
import { TakebackLetterAnswer } from '#contracts/takeback-letter.ts';
import { cents, decimalText } from '#domain/money/cents.ts';
import { recoupmentForecast } from '#domain/takebacks/recoupment-forecast.ts';
import { takebackLedger, type TakebackAccount } from '#domain/takebacks/takeback-ledger.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, parseOptions, practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

const LetterOptions = z.object({
  payer: PayerId,
  amount: z
    .string()
    .regex(/^\d{1,9}\.\d{2}$/, 'an amount with two decimals, such as 70.00')
    .transform((text) => cents(Number(text.replace('.', '')))),
  date: PlainDate,
  reference: z.string().optional(),
  user: z.string(),
  reason: z.string(),
  withdrawn: z.boolean().default(false),
});

/** `ledger takebacks`, `ledger forecast` and `ledger takeback-letter`. */
export function addTakebackCommands(ledger: Command): void {
  ledger
    .command('takebacks')
    .description(
      'what payers announced that they will take back and have not taken, and what they took beyond it',
    )
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const accounts = await accountsOf(session);
      if (session.options.json) {
        printJson(accounts);
        return;
      }
      printTakebacks(accounts);
    });
  ledger
    .command('forecast')
    .description('what the next remittance of each payer will withhold, and for which claims')
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const forecast = recoupmentForecast(await accountsOf(session));
      if (session.options.json) {
        printJson(forecast);
        return;
      }
      if (forecast.length === 0) {
        printLine('No payer has announced to take anything back.');
      }
      for (const { sentence } of forecast) {
        printLine(sentence);
      }
    });
  ledger
    .command('takeback-letter')
    .description('enter a letter in which a payer announces to take money of a claim back')
    .argument('<claim>', 'the claim that the letter is about')
    .requiredOption('--payer <id>', 'who wrote it')
    .requiredOption('--amount <dollars>', 'what it will take, such as 70.00')
    .requiredOption('--date <day>', 'the date of the letter')
    .option('--reference <text>', 'the number of the letter or of the claim, as the payer writes it')
    .requiredOption('--user <name>', 'who enters it')
    .requiredOption('--reason <text>', 'what the letter says, in a few words')
    .option('--withdrawn', 'the payer took the letter back, or it was entered by mistake')
    .action(async (claim: string, given: unknown, command: Command) => {
      const { payer, amount, date, ...rest } = parseOptions(LetterOptions, given);
      const claimId = parseArgument(ClaimId, 'claim', claim);
      const session = await openSession(command);
      const answer = TakebackLetterAnswer.parse(
        await session.target.invoke('enter-takeback-letter', {
          practiceId: await practiceOf(session),
          claimId,
          payerId: payer,
          amountCents: amount,
          letterDate: date,
          ...rest,
        }),
      );
      if (answer.outcome === 'refused') {
        throw new CommandFailed(answer.problems.join('\n'));
      }
      printLine(answer.summary);
    });
}

async function accountsOf(session: Session): Promise<TakebackAccount[]> {
  const { postings, on } = await session.facts.takebacks(await practiceOf(session));
  return takebackLedger(postings, on);
}

function printTakebacks(accounts: readonly TakebackAccount[]): void {
  const rows = accounts.flatMap(({ payer, open, excess, letters }) => [
    ...open.map((entry) => ({
      payer,
      what: 'to be taken',
      ...entry,
      movement: entry.announced,
      cents: entry.openCents,
    })),
    ...letters.map((entry) => ({
      payer,
      what: 'by letter',
      ...entry,
      movement: entry.announced,
      cents: entry.openCents,
    })),
    ...excess.map((entry) => ({
      payer,
      what: entry.before === undefined ? 'taken, not announced' : 'taken again',
      ...entry,
      movement: entry.taken,
      cents: entry.excessCents,
    })),
  ]);
  if (rows.length > 0) {
    printTable(rows, [
      { title: 'payer', cell: ({ payer }) => payer },
      { title: 'what', cell: ({ what }) => what },
      { title: 'code', cell: ({ movement }) => movement.code },
      { title: 'since', cell: ({ movement }) => movement.postingDate },
      { title: 'days', cell: ({ ageDays }) => String(ageDays), align: 'right' },
      { title: 'reference', cell: ({ movement }) => movement.reference ?? '' },
      { title: 'claims', cell: ({ claimIds }) => claimIds.join(', ') },
      { title: 'amount', cell: (row) => decimalText(row.cents), align: 'right' },
    ]);
  }
  for (const { payer, payeeId, announcedCents, takenCents, balanceCents } of accounts) {
    printLine(
      `${payer}${payeeId === undefined ? '' : ` to ${payeeId}`}: announced ${decimalText(announcedCents)}, taken ${decimalText(takenCents)}, balance ${decimalText(balanceCents)}`,
    );
  }
  if (accounts.length === 0) {
    printLine('No payer has ever announced to take anything back, or taken anything.');
  }
}
