import { setTimeout as pause } from 'node:timers/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { Command } from 'commander';
import * as z from 'zod';
import {
  BankFileAnswer,
  BankQueryAnswer,
  bankFilePrefix,
  MatchBankEntryAnswer,
  type BankQuery,
} from '#contracts/bank.ts';
import { PlainDate } from '#contracts/dates.ts';
import { BankEntryId, PaymentBatchId, RemittanceId } from '#contracts/identifiers.ts';
import { decimalText } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { putFiles } from './file-commands.ts';
import { openSession, parseArgument, parseOptions, practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

const Holder = z.union([RemittanceId, PaymentBatchId], 'a remittance id or a batch id');
const firstDay = PlainDate.parse('2000-01-01');
const lastDay = PlainDate.parse('2100-12-31');
const DayOptions = z.object({ from: PlainDate.default(firstDay), to: PlainDate.default(lastDay) });

const LoadOptions = z.object({
  account: z
    .string()
    .regex(/^[A-Za-z0-9]{1,34}$/, 'letters and digits')
    .optional(),
});

/** `bank load`, `bank entries`, `bank open` and `bank match`. */
export function addBankCommands(program: Command): void {
  const bank = program
    .command('bank')
    .description("what the practice's bank shows, matched with what was announced");
  bank
    .command('load')
    .description('take in a statement of the bank, BAI2 or CSV; taken in again it changes nothing')
    .argument('<file>', 'the file of the bank')
    .option('--account <ending>', 'the last characters of its account, where the file does not name it')
    .action(async (file: string, given: unknown, command: Command) => {
      const { account } = parseOptions(LoadOptions, given);
      const session = await openSession(command);
      const practiceId = await practiceOf(session);
      const folder = `${bankFilePrefix}${practiceId}${account === undefined ? '' : `/account-${account}`}`;
      const [put] = await putFiles(session, 'Upload', [file], folder);
      if (put === undefined) {
        throw new CommandFailed(`${file} was not put.`);
      }
      const name = put.key.slice(`${bankFilePrefix}${practiceId}/`.length);
      const answer = await answerTo(
        session,
        `answer/${practiceId}/bank/${name}.json`,
        `${put.key} ${put.versionId ?? ''}`.trim(),
      );
      printAnswer(session, answer);
    });
  bank
    .command('entries')
    .description('entries of the bank by their days')
    .option('--from <day>', 'from this day on')
    .option('--to <day>', 'up to this day')
    .action(async (given: unknown, command: Command) => {
      const { from, to } = parseOptions(DayOptions, given);
      const session = await openSession(command);
      const answer = await ask(session, {
        query: 'entries',
        practiceId: await practiceOf(session),
        from,
        to,
      });
      const entries = answer.outcome === 'entries' ? answer.entries : [];
      if (session.options.json) {
        printJson(entries);
        return;
      }
      printTable(entries, [
        { title: 'entry', cell: ({ bankEntryId }) => bankEntryId },
        { title: 'day', cell: ({ postedOn }) => postedOn },
        { title: 'account', cell: ({ accountEnding }) => accountEnding },
        { title: 'kind', cell: ({ kind }) => kind },
        { title: 'number', cell: (entry) => entry.traceNumber ?? entry.checkNumber ?? '' },
        { title: 'amount', cell: ({ amountCents }) => decimalText(amountCents), align: 'right' },
      ]);
    });
  bank
    .command('open')
    .description('entries that nothing explains yet, and money that the bank has not shown yet')
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const answer = await ask(session, { query: 'open', practiceId: await practiceOf(session) });
      if (session.options.json) {
        printJson(answer);
        return;
      }
      if (answer.outcome === 'open') {
        printOpen(answer);
      }
    });
  bank
    .command('match')
    .description('say which remittances and batches an entry of the bank is the money of')
    .argument('<entry>', 'the entry, as "bank open" lists it')
    .argument('<holders...>', 'remittances or batches, as "bank open" lists them')
    .requiredOption('--user <name>', 'who found it out')
    .action(async (entry: string, holders: string[], given: { user: string }, command: Command) => {
      const session = await openSession(command);
      const request = {
        practiceId: await practiceOf(session),
        user: given.user,
        bankEntryId: parseArgument(BankEntryId, 'entry', entry),
        holders: holders.map((holder) => parseArgument(Holder, 'holder', holder)),
      };
      const answer = MatchBankEntryAnswer.parse(await session.target.invoke('match-bank-entry', request));
      if (answer.outcome === 'refused') {
        throw new CommandFailed(answer.problems.join('\n'));
      }
      printLine(answer.summary);
    });
}

async function ask(session: Session, query: BankQuery): Promise<BankQueryAnswer> {
  const answer = BankQueryAnswer.parse(await session.target.invoke('read-bank', query));
  if (answer.outcome === 'refused') {
    throw new CommandFailed(answer.problems.join('\n'));
  }
  return answer;
}

const longestSeconds = 120;

/** The answer to this very version of a file: an earlier one may lie under the same name. */
async function answerTo(session: Session, key: string, source: string): Promise<BankFileAnswer> {
  for (let second = 0; second < longestSeconds; second += 1) {
    const answer = await readAnswer(session, key);
    if (answer?.source === source) {
      return answer;
    }
    await pause(1000);
  }
  throw new CommandFailed(
    `The file was put as ${source} and is not answered yet; its answer will be ${key} of the upload bucket.`,
  );
}

async function readAnswer(session: Session, key: string): Promise<BankFileAnswer | undefined> {
  try {
    const { Body } = await session.target.s3.send(
      new GetObjectCommand({ Bucket: session.target.bucket('Upload'), Key: key }),
    );
    return BankFileAnswer.parse(JSON.parse((await Body?.transformToString()) ?? ''));
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') {
      return undefined;
    }
    throw error;
  }
}

function printAnswer(session: Session, answer: BankFileAnswer): void {
  if (answer.outcome === 'refused') {
    throw new CommandFailed(answer.problems.join('\n'));
  }
  if (session.options.json) {
    printJson(answer);
    return;
  }
  const { entries, newEntries, doubtful, leftOut, matches, openEntries } = answer;
  printLine(
    `${entries} entries, ${newEntries} of them new; ${leftOut} left out, which concern nothing that the practice was paid`,
  );
  if (doubtful > 0) {
    printLine(`${doubtful} may have come with another file, and each is a task: npx claimwright tasks`);
  }
  printTable(matches, [
    { title: 'entry', cell: ({ bankEntryId }) => bankEntryId },
    { title: 'is of', cell: ({ holder }) => holder },
    { title: 'amount', cell: ({ amountCents }) => decimalText(amountCents), align: 'right' },
    { title: 'found by', cell: ({ how }) => how },
  ]);
  printLine(`${openEntries} entries are open: npx claimwright bank open`);
}

function printOpen({ entries, deposits, days }: Extract<BankQueryAnswer, { outcome: 'open' }>): void {
  printLine(
    days === undefined
      ? 'No statement of the bank was taken in.'
      : `The bank has shown ${days.from} to ${days.through}.`,
  );
  printLine('Entries that nothing explains:');
  printTable(entries, [
    { title: 'entry', cell: ({ bankEntryId }) => bankEntryId },
    { title: 'day', cell: ({ postedOn }) => postedOn },
    { title: 'kind', cell: ({ kind }) => kind },
    { title: 'number', cell: (entry) => entry.traceNumber ?? entry.checkNumber ?? '' },
    { title: 'open', cell: ({ openCents }) => decimalText(openCents), align: 'right' },
    { title: 'may be', cell: ({ mayBe }) => mayBe ?? '' },
  ]);
  printLine('Money that the bank has not shown:');
  printTable(deposits, [
    { title: 'of', cell: ({ holder }) => holder },
    { title: 'from', cell: ({ payerName }) => payerName },
    { title: 'how', cell: ({ method }) => method },
    { title: 'since', cell: ({ issuedOn }) => issuedOn },
    { title: 'number', cell: ({ traceNumber }) => traceNumber },
    { title: 'open', cell: ({ openCents }) => decimalText(openCents), align: 'right' },
  ]);
}
