import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { CutoverAnswer, type CutoverProblem, type CutoverRequest } from '#contracts/cutover.ts';
import { WorkTaskRequest } from '#contracts/queries.ts';
import { cutoverTemplate } from '#domain/cutover/cutover-columns.ts';
import { formatDollars } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, practiceOf, type Session } from './options.ts';
import { printJson, printLine } from './print.ts';

/** What the commands need of a session. */
export type CutoverSession = Pick<Session, 'options'> & {
  readonly target: Pick<Session['target'], 'invoke'>;
  readonly facts: Pick<Session['facts'], 'practices'>;
};

type Told = Exclude<CutoverAnswer, { outcome: 'refused' }>;

interface GivenOptions {
  readonly system?: string;
  readonly as?: string;
}

/** `cutover`: open claims of the system that a practice used before. */
export function addCutoverCommands(program: Command): void {
  const cutover = program
    .command('cutover')
    .description('take over the open claims of the system that a practice used before');
  cutover
    .command('template')
    .description('print a CSV file to start from')
    .action(() => {
      process.stdout.write(cutoverTemplate());
    });
  cutover
    .command('check')
    .description('check a file of open claims, and take nothing over')
    .argument('<file>', 'CSV or JSON, as the template')
    .option('--system <name>', 'the old system, when the practice document names several')
    .action(async (file: string, given: GivenOptions, command: Command) => {
      await checkFile(await openSession(command), file, given);
    });
  cutover
    .command('import')
    .description('check a file of open claims, and take all of them over or none')
    .argument('<file>', 'CSV or JSON, as the template')
    .requiredOption('--as <user>', 'who takes them over')
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
  printLine('Nothing was taken over. Take them over with "cutover import".');
}

export async function importFile(session: CutoverSession, file: string, given: GivenOptions): Promise<void> {
  const request = await requestOf(session, file, given, true);
  let told: Told = await ask(session, file, request);
  let { takenOver, unchanged } = told;
  const differing = [...told.differing];
  while (told.next !== undefined) {
    told = await ask(session, file, { ...request, from: told.next });
    takenOver += told.takenOver;
    unchanged += told.unchanged;
    differing.push(...told.differing);
  }
  const all: Told = { ...told, takenOver, unchanged, differing };
  if (session.options.json) {
    printJson(all);
  } else {
    show(all);
    printLine(`taken over: ${takenOver}; there before: ${unchanged}`);
  }
  if (differing.length > 0) {
    throw new CommandFailed(
      `Taken over before with other amounts, and left as they are: ${differing.join(', ')}. Work these claims here.`,
    );
  }
}

function show({ system, totals, open, denied, patient }: Told): void {
  printLine(`${totals.claims} claims of ${system}; the file adds up to its control totals`);
  printLine(
    `  charged ${formatDollars(totals.chargeCents)}, paid ${formatDollars(totals.paidCents)}, adjusted ${formatDollars(totals.adjustedCents)}`,
  );
  printLine(
    `  open with payers ${formatDollars(totals.payerBalanceCents)}, with patients ${formatDollars(totals.patientBalanceCents)}`,
  );
  printLine(`  ${open} wait for a payer, ${denied} were denied, ${patient} wait for the patient`);
}

/** Some 10,000 claims: what a function checks in the time of one call. */
const mostTextBytes = 2_000_000;

async function requestOf(
  session: CutoverSession,
  file: string,
  { system, as }: GivenOptions,
  apply: boolean,
): Promise<CutoverRequest> {
  const text = textOf(file);
  return {
    practiceId: await practiceOf(session),
    text,
    user: parseArgument(WorkTaskRequest.shape.user, '--as', as ?? 'check'),
    apply,
    ...(system === undefined ? {} : { system }),
  };
}

function textOf(file: string): string {
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new CommandFailed(`${file}: no such file. Nothing was sent.`);
  }
  const bytes = readFileSync(file);
  if (bytes.length > mostTextBytes) {
    throw new CommandFailed(
      `${file} has ${bytes.length} bytes; expected at most ${mostTextBytes}. Divide it, each part with control totals of its own. Nothing was sent.`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandFailed(`${file} is not written in UTF-8. Save it as UTF-8. Nothing was sent.`);
  }
}

async function ask(session: CutoverSession, file: string, request: CutoverRequest): Promise<Told> {
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
  return answer;
}

function sentenceOf({ row, claimNumber, column, found, expected, howToFix }: CutoverProblem): string {
  const place = [
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(claimNumber === undefined ? [] : [`claim ${claimNumber}`]),
    ...(column === '' ? [] : [column]),
  ].join(', ');
  return `${place === '' ? 'file' : place}: found ${found}; expected ${expected}. ${howToFix}`;
}
