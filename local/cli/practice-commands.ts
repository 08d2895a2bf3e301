import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import * as z from 'zod';
import {
  ImportPracticeAnswer,
  PracticeEdition,
  type ImportPracticeRequest,
  type ReadPracticesRequest,
} from '#contracts/practice-import.ts';
import { Practice } from '#contracts/practice.ts';
import { exportPracticeJson, exportPracticeYaml } from '#domain/practice/export-practice.ts';
import { faultSentence } from '#domain/practice/practice-fault.ts';
import { readPracticeDocument } from '#domain/practice/read-practice-document.ts';
import { CommandFailed } from './command-failed.ts';
import { globalOptions, openSession, parseArgument, practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

/** What the commands need of a session. */
export type PracticeSession = Pick<Session, 'options'> & {
  readonly target: Pick<Session['target'], 'invoke'>;
  readonly facts: Pick<Session['facts'], 'practices'>;
};

type Told = Extract<ImportPracticeAnswer, { changes: unknown }>;

/** `practice`: the master data of practices as documents that people keep, compare and import. */
export function addPracticeCommands(program: Command): void {
  const practice = program.command('practice').description('the master data of practices');
  practice
    .command('check')
    .description('check a practice document, without sending it anywhere')
    .argument('<file>', 'a YAML or JSON document; see events/practice.json')
    .action((file: string, _given: unknown, command: Command) => {
      check(file, globalOptions(command).json);
    });
  practice
    .command('import')
    .description('show what a practice document changes, and import it')
    .argument('<file>', 'a YAML or JSON document')
    .option('--yes', 'import without asking')
    .option('--by <user>', 'who imports; the user of this machine unless given')
    .option('--drop', 'also when payers or providers go that open claims name')
    .action(async (file: string, given: ImportOptions, command: Command) => {
      await importFile(await openSession(command), file, given);
    });
  practice
    .command('export')
    .description('write a practice document: YAML, or JSON when the file is named .json')
    .argument('[file]', 'where to; printed when left out')
    .option('--edition <number>', 'an earlier edition')
    .action(async (file: string | undefined, given: { edition?: string }, command: Command) => {
      await exportFile(await openSession(command), file, given.edition);
    });
  practice
    .command('history')
    .description('list who imported which edition when, and what was different')
    .option('--edition <number>', 'one edition, with all of its differences')
    .action(async (given: { edition?: string }, command: Command) => {
      await showHistory(await openSession(command), given.edition);
    });
  practice
    .command('load')
    .description('load a practice document at once, as the edition that it says it is')
    .argument('<file>', 'a YAML or JSON document; see events/practice.json')
    .action(async (file: string, _given: unknown, command: Command) => {
      const session = await openSession(command);
      const answer = await loadPractice(session, file);
      if (session.options.json) {
        printJson(answer);
      } else {
        printLine(`practice ${answer.outcome}`);
      }
    });
}

interface ImportOptions {
  readonly yes?: true;
  readonly by?: string;
  readonly drop?: true;
}

function check(file: string, asJson: boolean): void {
  const read = readDocument(file);
  const warnings = read.warnings.map(faultSentence);
  if (asJson) {
    printJson({ practiceId: read.practice.practiceId, warnings });
    return;
  }
  for (const warning of warnings) {
    printLine(`warning: ${warning}`);
  }
  const { practiceId, providers, payers, locations, feeSchedules, codeMappings } = read.practice;
  printLine(
    `${file} is a document of practice ${practiceId}: ${providers.length} providers, ${locations.length} locations, ${payers.length} payers, ${feeSchedules.length} fee schedules, ${codeMappings.length} code mappings`,
  );
}

export async function importFile(
  session: PracticeSession,
  file: string,
  given: ImportOptions,
): Promise<void> {
  const read = readDocument(file);
  const request = {
    document: read.document,
    by: given.by ?? userName(),
    source: basename(file),
    dropNamed: given.drop === true,
  };
  const checked = await ask(session, file, { ...request, apply: false });
  if (!session.options.json) {
    show(checked, read.warnings.map(faultSentence));
  }
  if (checked.outcome === 'unchanged' || !(await isWanted(given, checked, session))) {
    if (session.options.json) {
      printJson(checked);
    }
    return;
  }
  const saved = await ask(session, file, { ...request, expectEdition: checked.before, apply: true });
  if (session.options.json) {
    printJson(saved);
  } else {
    printLine(`saved: ${saved.practiceId} is now at edition ${saved.edition}`);
  }
}

function show(
  { practiceId, before, edition, changes, lacking, named, outcome }: Told,
  warnings: readonly string[],
): void {
  for (const warning of [...warnings, ...lacking]) {
    printLine(`warning: ${warning}`);
  }
  for (const sentence of named) {
    printLine(`in use: ${sentence}`);
  }
  if (outcome === 'unchanged') {
    printLine(`${practiceId} is at edition ${edition} and says the same: nothing to import`);
    return;
  }
  printLine(
    before === 0
      ? `${practiceId} is a new practice; it would be edition ${edition}`
      : `${practiceId}, edition ${before} -> ${edition}:`,
  );
  for (const change of changes) {
    printLine(`  ${change}`);
  }
}

async function isWanted(given: ImportOptions, { named }: Told, session: PracticeSession): Promise<boolean> {
  if (given.yes === true) {
    return true;
  }
  if (named.length > 0 && given.drop !== true) {
    throw new CommandFailed(
      'Nothing was imported: open claims name what would go. Import with --drop to do so.',
    );
  }
  if (session.options.json || !process.stdin.isTTY) {
    if (!session.options.json) {
      printLine('Nothing was imported. Import with --yes.');
    }
    return false;
  }
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await asking.question('Import? (yes/no) ');
    const isYes = /^y(?:es)?$/i.test(answer.trim());
    if (!isYes) {
      printLine('Nothing was imported.');
    }
    return isYes;
  } finally {
    asking.close();
  }
}

export async function exportFile(
  session: PracticeSession,
  file: string | undefined,
  edition: string | undefined,
): Promise<void> {
  const practiceId = await practiceOf(session);
  const number = edition === undefined ? undefined : parseEdition(edition);
  const answer = await readPractices(session, {
    read: 'edition',
    practiceId,
    ...(number === undefined ? {} : { edition: number }),
  });
  const { practice } = z.object({ practice: Practice.nullable() }).parse(answer);
  if (practice === null) {
    throw new CommandFailed(
      `There is no edition ${edition ?? ''} of ${practiceId}. "practice history" lists the editions.`,
    );
  }
  const isJson = file === undefined ? session.options.json : file.endsWith('.json');
  const text = isJson ? exportPracticeJson(practice) : exportPracticeYaml(practice);
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  writeFileSync(file, text);
  printLine(`wrote edition ${practice.edition} of ${practiceId} to ${file}`);
}

export async function showHistory(session: PracticeSession, edition: string | undefined): Promise<void> {
  const practiceId = await practiceOf(session);
  const answer = await readPractices(session, { read: 'history', practiceId });
  const { history: all } = z.object({ history: z.array(PracticeEdition) }).parse(answer);
  const number = edition === undefined ? undefined : parseEdition(edition);
  const lines = number === undefined ? all : all.filter((line) => line.edition === number);
  if (number !== undefined && lines.length === 0) {
    throw new CommandFailed(`There is no line of history for edition ${number} of ${practiceId}.`);
  }
  if (session.options.json) {
    printJson(lines);
    return;
  }
  if (number !== undefined) {
    for (const { at, by, source, changes } of lines) {
      printLine(`edition ${number}, ${at}, by ${by}${source === undefined ? '' : `, from ${source}`}`);
      changes.forEach((change) => printLine(`  ${change}`));
    }
    return;
  }
  printTable(lines, [
    { title: 'edition', cell: (line) => String(line.edition), align: 'right' },
    { title: 'when', cell: (line) => line.at },
    { title: 'by', cell: (line) => line.by },
    { title: 'from', cell: (line) => line.source ?? '' },
    { title: 'differences', cell: ({ changes }) => summary(changes) },
  ]);
}

function summary(changes: readonly string[]): string {
  const [first, ...others] = changes;
  if (first === undefined) {
    return '';
  }
  return others.length === 0 ? first : `${first}, and ${others.length} more`;
}

function parseEdition(text: string): number {
  return parseArgument(
    z.coerce.number('a number').int('a whole number').min(1, 'an edition from 1 on'),
    'edition',
    text,
  );
}

async function readPractices(session: PracticeSession, request: ReadPracticesRequest): Promise<unknown> {
  return await session.target.invoke('read-practices', request);
}

/** What a function takes at most; a longer document goes through the bucket. */
const mostRequestBytes = 5_500_000;

async function ask(
  session: Pick<PracticeSession, 'target'>,
  file: string,
  request: ImportPracticeRequest,
): Promise<Told> {
  if (JSON.stringify(request).length > mostRequestBytes) {
    throw new CommandFailed(
      `${file} is too long for this command. Upload it under practice/<practice id>/ of the upload bucket; its answer will be under answer/.`,
    );
  }
  return accepted(file, await session.target.invoke('load-practice', request));
}

function accepted(file: string, answer: unknown): Told {
  const read = ImportPracticeAnswer.parse(answer);
  if (read.outcome === 'refused') {
    throw new CommandFailed(
      `${file} was not loaded:\n${read.problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
  }
  return read;
}

export async function loadPractice(
  session: Pick<PracticeSession, 'target'>,
  file: string,
): Promise<{ readonly outcome: string }> {
  const { outcome } = accepted(
    file,
    await session.target.invoke('load-practice', readDocument(file).document),
  );
  return { outcome };
}

/** Reads a document of this machine; what is wrong with it is told line by line. */
export function readDocument(file: string) {
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new CommandFailed(`${file}: no such file. Nothing was sent.`);
  }
  const read = readPracticeDocument(decoded(file));
  if (read.faults !== undefined) {
    throw new CommandFailed(
      `${file} is no practice document that can be used:\n${read.faults.map((fault) => `  ${faultSentence(fault)}`).join('\n')}\nNothing was sent.`,
    );
  }
  return read;
}

function decoded(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    throw new CommandFailed(`${file} is not written in UTF-8. Save it as UTF-8. Nothing was sent.`);
  }
}

/** Imports a document that a command made itself. */
export async function importDocument(
  session: Pick<PracticeSession, 'target'>,
  document: unknown,
  by: string,
): Promise<Told> {
  return await ask(session, 'The document', { document, by, apply: true, dropNamed: false });
}

/** Whoever sits at this machine. */
export function userName(): string {
  return userInfo().username;
}
