import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Command } from 'commander';
import {
  CutoverAnswer,
  CutoverKind,
  cutoverPrefix,
  type CutoverProblem,
  type CutoverRequest,
} from '#contracts/cutover.ts';
import { WorkTaskRequest } from '#contracts/queries.ts';
import { cutoverTemplate } from '#domain/cutover/cutover-columns.ts';
import { formatDollars, subtractCents } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, practiceOf, type Session } from './options.ts';
import { printJson, printLine } from './print.ts';

/** What the commands need of a session. */
export type CutoverSession = Pick<Session, 'options'> & {
  readonly target: Pick<Session['target'], 'invoke' | 's3' | 'bucket'>;
  readonly facts: Pick<Session['facts'], 'practices'>;
};

type Told = Extract<CutoverAnswer, { outcome: 'checked' | 'taken-over' }>;

interface GivenOptions {
  readonly system?: string;
  readonly as?: string;
}

/** `cutover`: what the system had that a practice used before. */
export function addCutoverCommands(program: Command): void {
  const cutover = program
    .command('cutover')
    .description('take over patients, insurances and open claims of the system that a practice used before');
  cutover
    .command('template')
    .description('print a CSV file to start from')
    .argument('[kind]', 'claims, patients or coverages', 'claims')
    .action((kind: string) => {
      process.stdout.write(cutoverTemplate(parseArgument(CutoverKind, 'kind', kind)));
    });
  cutover
    .command('check')
    .description('check a file of the old system, and take nothing over')
    .argument('<file>', 'CSV or JSON, as the template')
    .option('--system <name>', 'the old system, when the practice document names several')
    .action(async (file: string, given: GivenOptions, command: Command) => {
      await checkFile(await openSession(command), file, given);
    });
  cutover
    .command('import')
    .description('check a file of the old system, and take all of it over or nothing')
    .argument('<file>', 'CSV or JSON, as the template')
    .requiredOption('--as <user>', 'who takes it over')
    .option('--system <name>', 'the old system, when the practice document names several')
    .action(async (file: string, given: GivenOptions, command: Command) => {
      await importFile(await openSession(command), file, given);
    });
}

export async function checkFile(session: CutoverSession, file: string, given: GivenOptions): Promise<void> {
  const checked = await ask(session, file, await requestOf(session, file, given, false));
  if (session.options.json) {
    printJson(checked);
    return;
  }
  show(checked);
  printLine('Nothing was taken over. Take it over with "cutover import".');
}

export async function importFile(session: CutoverSession, file: string, given: GivenOptions): Promise<void> {
  const told = await ask(session, file, await requestOf(session, file, given, true));
  if (session.options.json) {
    printJson(told);
  } else {
    show(told);
    showOutcome(told);
  }
  const { differing, moreDiffering } = told;
  if (differing.length > 0) {
    const others = moreDiffering === 0 ? '' : ` and ${moreDiffering} more`;
    throw new CommandFailed(
      `Taken over before with other amounts, and left as they are: ${differing.join(', ')}${others}. Work these claims here.`,
    );
  }
  if (differenceOf(told) !== 0) {
    throw new CommandFailed(
      `The ledger differs from ${file}: see the amounts above. Have an operator look at the opening balances with "ledger entries".`,
    );
  }
}

function show({ kind, system, totals, byPayer, statuses }: Told): void {
  if (kind !== 'claims') {
    const what = kind === 'patients' ? 'patients' : 'patients with their insurances';
    printLine(`${totals.records} ${what} of ${system}; the file has as many as its control totals say`);
    return;
  }
  printLine(`${totals.records} claims of ${system}; the file adds up to its control totals`);
  printLine(
    `  charged ${formatDollars(totals.chargeCents)}, paid ${formatDollars(totals.paidCents)}, adjusted ${formatDollars(totals.adjustedCents)}`,
  );
  printLine(
    `  open with payers ${formatDollars(totals.payerBalanceCents)}, with patients ${formatDollars(totals.patientBalanceCents)}`,
  );
  for (const { payerId, claims, balanceCents } of byPayer) {
    printLine(`    ${payerId}: ${claims} claims, ${formatDollars(balanceCents)}`);
  }
  printLine(
    `  ${statuses.open} wait for a payer, ${statuses.denied} were denied, ${statuses['second-payer']} wait for a second payer, ${statuses.patient} wait for the patient, ${statuses.credit} are credits`,
  );
}

function showOutcome(told: Told): void {
  const { kind, takenOver, unchanged, waitingVisits, totals, inLedger } = told;
  printLine(
    kind === 'claims' ? `taken over: ${takenOver}; there before: ${unchanged}` : `kept: ${takenOver}`,
  );
  if (waitingVisits > 0) {
    printLine(
      `${waitingVisits} visits waited for these patients: upload the files that they came in once more, and they are taken in.`,
    );
  }
  if (inLedger !== undefined) {
    const given = `${formatDollars(totals.payerBalanceCents)} of payers, ${formatDollars(totals.patientBalanceCents)} of patients`;
    const found = `${formatDollars(inLedger.payerBalanceCents)} of payers, ${formatDollars(inLedger.patientBalanceCents)} of patients`;
    printLine(`proof: the file has ${given}; the ledger has ${found}`);
  }
}

/** By how many cents the ledger differs from the file, payers and patients apart. */
function differenceOf({ totals, inLedger = totals }: Told): number {
  return (
    Math.abs(subtractCents(totals.payerBalanceCents, inLedger.payerBalanceCents)) +
    Math.abs(subtractCents(totals.patientBalanceCents, inLedger.patientBalanceCents))
  );
}

async function requestOf(
  session: CutoverSession,
  file: string,
  { system, as }: GivenOptions,
  apply: boolean,
): Promise<CutoverRequest> {
  const user = parseArgument(WorkTaskRequest.shape.user, '--as', as ?? 'check');
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new CommandFailed(`${file}: no such file. Nothing was sent.`);
  }
  const practiceId = await practiceOf(session);
  return {
    practiceId,
    ...(await putFile(session, file, practiceId)),
    user,
    apply,
    ...(system === undefined ? {} : { system }),
  };
}

const streamedFromBytes = 16_000_000;

/** Puts the file under the name of its content, once: the same file again goes on where its import stopped. */
async function putFile(
  { target }: CutoverSession,
  file: string,
  practiceId: string,
): Promise<Pick<CutoverRequest, 'key' | 'versionId'>> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) {
    hash.update(piece as Uint8Array);
  }
  const extension = /^\.(?:csv|json)$/i.test(extname(file)) ? extname(file).toLowerCase() : '';
  const key = `${cutoverPrefix}${practiceId}/${hash.digest('hex')}${extension}`;
  const place = { Bucket: target.bucket('Upload'), Key: key };
  const sizeBytes = statSync(file).size;
  const { VersionId: versionId } =
    (await headOf(target, place)) ??
    (await target.s3.send(
      new PutObjectCommand({
        ...place,
        // What is streamed cannot be sent a second time when the first fails: only large files are.
        Body: sizeBytes < streamedFromBytes ? readFileSync(file) : createReadStream(file),
        ContentLength: sizeBytes,
      }),
    ));
  return { key, ...(versionId === undefined ? {} : { versionId }) };
}

async function headOf(
  { s3 }: CutoverSession['target'],
  place: { readonly Bucket: string; readonly Key: string },
): Promise<{ readonly VersionId?: string | undefined } | undefined> {
  try {
    return await s3.send(new HeadObjectCommand(place));
  } catch (error) {
    if (error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey')) {
      return undefined;
    }
    throw error;
  }
}

async function ask(session: CutoverSession, file: string, request: CutoverRequest): Promise<Told> {
  for (;;) {
    const answer = CutoverAnswer.parse(await session.target.invoke('take-over-claims', request));
    if (answer.outcome === 'refused') {
      const { problems, more } = answer;
      throw new CommandFailed(
        [
          `Nothing of ${file} was taken over:`,
          ...problems.map((problem) => `  ${sentenceOf(problem)}`),
          ...(more === 0 ? [] : [`  and ${more} more`]),
        ].join('\n'),
      );
    }
    if (answer.outcome !== 'more') {
      return answer;
    }
    const { doing, records, of } = answer;
    if (process.stderr.isTTY) {
      process.stderr.write(`${doing}: ${records}${of === undefined ? '' : ` of ${of}`}\n`);
    }
  }
}

function sentenceOf({ row, claimNumber, column, found, expected, howToFix }: CutoverProblem): string {
  const place = [
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(claimNumber === undefined ? [] : [`claim ${claimNumber}`]),
    ...(column === '' ? [] : [column]),
  ].join(', ');
  return `${place === '' ? 'file' : place}: found ${found}; expected ${expected}. ${howToFix}`;
}
