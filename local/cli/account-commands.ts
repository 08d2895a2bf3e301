import { writeFileSync } from 'node:fs';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { Option, type Command } from 'commander';
import { disputeTypes, type DisputeType } from '#contracts/dispute.ts';
import { decimalText, sumCents } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, practiceOf } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

interface DisputeOptions {
  readonly as: string;
  readonly type: DisputeType;
  readonly words: string;
  readonly reviewOn: string;
  readonly claim?: string;
  readonly entry?: string;
}

/** `accounts`, `accounts dispute` and `accounts statement`. */
export function addAccountCommands(program: Command): void {
  const accounts = program
    .command('accounts')
    .description("list the patients' accounts: what each guarantor owes and which statements were sent")
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const found = await session.facts.accounts(await practiceOf(session));
      if (session.options.json) {
        printJson(found);
        return;
      }
      printTable(found, [
        { title: 'account', cell: (account) => account.guarantorId },
        { title: 'visits', cell: (account) => String(account.visits.length), align: 'right' },
        {
          title: 'owed',
          cell: (account) => decimalText(sumCents(account.visits, ({ balanceCents }) => balanceCents)),
          align: 'right',
        },
        {
          title: 'statements',
          cell: (account) =>
            account.statements
              .map((sent) => `${account.guarantorId}-${sent.cycle}-${sent.statement} of ${sent.sentOn}`)
              .join(', '),
        },
        { title: 'statements ended', cell: (account) => account.cycle?.overBecause ?? '' },
      ]);
    });
  accounts
    .command('dispute')
    .description('open a dispute: no statement asks for the balance until it is decided')
    .argument('<account>', 'the account, as "accounts" shows it')
    .requiredOption('--as <user>', 'who opens it')
    .addOption(
      new Option('--type <type>', 'what the guarantor says is wrong')
        .choices([...disputeTypes])
        .makeOptionMandatory(),
    )
    .requiredOption('--words <sentence>', 'what the guarantor said')
    .requiredOption('--review-on <day>', 'when somebody must have looked at it, within sixty days')
    .option('--claim <id>', 'the visit; else the whole account')
    .option('--entry <id>', "the note, call or letter of the account's log by which it came")
    .action(async (account: string, given: DisputeOptions, command: Command) => {
      const session = await openSession(command);
      const request = {
        practiceId: await practiceOf(session),
        guarantorId: account,
        type: given.type,
        words: given.words,
        reviewOn: given.reviewOn,
        user: given.as,
        ...(given.claim === undefined ? {} : { claimId: given.claim }),
        ...(given.entry === undefined ? {} : { entryId: given.entry }),
      };
      const answer = await session.facts.openDispute(request);
      if (answer.outcome === 'refused') {
        throw new CommandFailed(answer.problems.join('\n'));
      }
      if (session.options.json) {
        printJson(answer);
      } else if (answer.outcome === 'disputed') {
        printLine(`${answer.taskId}: ${answer.summary}`);
      }
    });
  accounts
    .command('statement')
    .description('save a statement as a PDF')
    .argument('<number>', 'the statement number, as "accounts" shows it')
    .requiredOption('--out <file>', 'where to save it')
    .action(async (number: string, given: { out: string }, command: Command) => {
      const session = await openSession(command);
      const practiceId = await practiceOf(session);
      const accountsFound = await session.facts.accounts(practiceId);
      const key = accountsFound
        .flatMap(({ guarantorId, statements }) =>
          statements.map((sent) => ({
            number: `${guarantorId}-${sent.cycle}-${sent.statement}`,
            key: sent.documentKey,
          })),
        )
        .find((sent) => sent.number === number)?.key;
      if (key === undefined) {
        throw new CommandFailed(
          `number: found "${number}", which is no statement of ${practiceId}; "npx claimwright accounts" lists them.`,
        );
      }
      const answer = await session.target.s3.send(
        new GetObjectCommand({ Bucket: session.target.bucket('Document'), Key: key }),
      );
      writeFileSync(given.out, (await answer.Body?.transformToByteArray()) ?? new Uint8Array());
      printLine(`saved ${given.out}`);
    });
}
