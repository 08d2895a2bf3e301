import { writeFileSync } from 'node:fs';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { Command } from 'commander';
import { decimalText, sumCents } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, practiceOf } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

/** `accounts` and `accounts statement`. */
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
