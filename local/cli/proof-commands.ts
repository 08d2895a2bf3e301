import { writeFileSync } from 'node:fs';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { Command } from 'commander';
import * as z from 'zod';
import { RemittanceId } from '#contracts/identifiers.ts';
import { ProofPrinted, ProofSheet, type ProofRequest } from '#contracts/proof.ts';
import { QueryRefused } from '#contracts/queries.ts';
import { chartOfAccounts } from '#domain/ledger/chart-of-accounts.ts';
import { decimalText } from '#domain/money/cents.ts';
import { adjustmentWords, depositWords, stateWords } from '#domain/remittance/proof/proof-words.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

const Options = z.object({ html: z.string().optional(), pdf: z.string().optional() });

const ProofAnswer = z.object({ outcome: z.literal('proof'), sheet: ProofSheet });

/** `ledger remittances` and `ledger proof`. */
export function addProofCommands(ledger: Command): void {
  ledger
    .command('remittances')
    .description('every remittance with its payment and what became of it')
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const runs = await session.facts.remittances(await practiceOf(session));
      if (session.options.json) {
        printJson(runs);
        return;
      }
      printTable(
        runs.toSorted((one, other) => (one.receivedAt < other.receivedAt ? -1 : 1)),
        [
          { title: 'remittance', cell: ({ remittanceId }) => remittanceId },
          { title: 'received', cell: ({ receivedAt }) => receivedAt.slice(0, 10) },
          { title: 'payer', cell: ({ payerName }) => payerName },
          { title: 'trace', cell: ({ traceNumber }) => traceNumber },
          { title: 'state', cell: ({ state }) => state },
          { title: 'claims', cell: ({ claims }) => String(claims), align: 'right' },
          { title: 'parked', cell: ({ suspended }) => String(suspended), align: 'right' },
          { title: 'payment', cell: ({ paymentCents }) => decimalText(paymentCents), align: 'right' },
        ],
      );
    });
  ledger
    .command('proof')
    .description('the proof of a remittance: lines, claims, payment, provider adjustments, deposit, postings')
    .argument('<remittance>', 'the remittance, as "ledger remittances" lists it')
    .option('--html <file>', 'write it as a page')
    .option('--pdf <file>', 'write it as a PDF')
    .action(async (remittance: string, given: unknown, command: Command) => {
      const { html, pdf } = Options.parse(given);
      const remittanceId = parseArgument(RemittanceId, 'remittance', remittance);
      const session = await openSession(command);
      const practiceId = await practiceOf(session);
      if (html !== undefined) {
        await download(session, { practiceId, remittanceId, print: 'html' }, html);
      }
      if (pdf !== undefined) {
        await download(session, { practiceId, remittanceId, print: 'pdf' }, pdf);
      }
      if (html === undefined && pdf === undefined) {
        const { sheet } = ProofAnswer.parse(await ask(session, { practiceId, remittanceId }));
        if (session.options.json) {
          printJson(sheet);
        } else {
          printSheet(sheet);
        }
      }
    });
}

async function ask(session: Session, request: ProofRequest): Promise<unknown> {
  const answer = await session.target.invoke('prove-remittance', request);
  const refused = QueryRefused.safeParse(answer);
  if (refused.success) {
    throw new CommandFailed(refused.data.problems.join('\n'));
  }
  return answer;
}

async function download(session: Session, request: ProofRequest, file: string): Promise<void> {
  const { bucket, key } = ProofPrinted.parse(await ask(session, request));
  const object = await session.target.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = await object.Body?.transformToByteArray();
  if (bytes === undefined) {
    throw new CommandFailed(`${key} was printed, but it is empty.`);
  }
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    throw new CommandFailed(
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  printLine(`${file} is written.`);
}

function printSheet(sheet: ProofSheet): void {
  printLine(`Remittance ${sheet.traceNumber} of ${sheet.payerName}: ${stateWords(sheet)}`);
  for (const { terms, result, holds } of [
    sheet.transaction,
    ...(sheet.cash === undefined ? [] : [sheet.cash]),
  ]) {
    const left = terms.map(({ words, amountCents }) => `${words} ${decimalText(amountCents)}`).join(', ');
    printLine(
      `${left}; ${result.words} ${decimalText(result.amountCents)}: ${holds ? 'holds' : 'does not hold'}`,
    );
  }
  for (const fault of sheet.faults) {
    printLine(`- ${fault}`);
  }
  if (sheet.adjustments.length > 0) {
    printTable(sheet.adjustments, [
      { title: 'code', cell: ({ code }) => code },
      { title: 'what it is', cell: ({ sentence }) => sentence },
      { title: 'reference', cell: ({ reference }) => reference ?? '' },
      { title: 'claims', cell: ({ claimIds }) => claimIds.join(', ') },
      { title: 'account', cell: adjustmentWords },
      { title: 'amount', cell: ({ amountCents }) => decimalText(amountCents), align: 'right' },
    ]);
  }
  printTable(sheet.accounts, [
    { title: 'account', cell: ({ account }) => chartOfAccounts[account].name },
    { title: 'posted', cell: ({ amountCents }) => decimalText(amountCents), align: 'right' },
  ]);
  const { claims, posted, parked } = sheet.counts;
  printLine(
    `${claims} claims: ${posted} posted, ${parked} parked, ${claims - posted - parked} without money to post`,
  );
  printLine(depositWords(sheet));
}
