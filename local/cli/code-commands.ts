import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Command } from 'commander';
import * as z from 'zod';
import {
  CodeSetKind,
  EditionName,
  LoadCodeSetsAnswer,
  ReadCodeSetsAnswer,
  SearchableKind,
  type CodeSetEdition,
  type CodeSetRegister,
  type LoadCodeSets,
  type ReadCodeSetsRequest,
} from '#contracts/code-sets.ts';
import { PlainDate } from '#contracts/dates.ts';
import { withDot } from '#domain/code-sets/code-tables.ts';
import { CommandFailed } from './command-failed.ts';
import { putFiles } from './file-commands.ts';
import { openSession, parseArgument, parseOptions, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

const day = PlainDate.optional();
const LoadOptions = z.object({
  edition: EditionName.optional(),
  from: day,
  to: day,
  table: CodeSetKind.optional(),
  slice: z.boolean().default(false),
  replaces: EditionName.optional(),
});
const ShowOptions = z.object({ on: day });
const DiffOptions = z.object({
  limit: z.coerce.number('a number from 0 to 5000').int().min(0).max(5_000).default(20),
});
const SearchOptions = z.object({
  on: day,
  kind: SearchableKind.optional(),
  limit: z.coerce.number('a number from 1 to 100').int().min(1).max(100).default(10),
});
const ListOptions = z.object({ kind: CodeSetKind.optional() });

/** `codes`: the code sets that claims are checked by, loaded from what their publishers give. */
export function addCodeCommands(program: Command): void {
  const codes = program.command('codes').description('the code sets that claims are checked by');
  codes
    .command('load')
    .description(
      'load files of codes as their publishers give them: zip, gzip or text; parts of one table together',
    )
    .argument('<files...>', 'the files; each is known by its content')
    .option('--edition <name>', 'the edition, where the files do not say it: 2026Q4')
    .option('--from <date>', 'the first day of service that it governs')
    .option('--to <date>', 'the last day, where no later edition ends it')
    .option('--table <kind>', 'for which table, where the files do not say it: ncci-ptp-outpatient')
    .option('--slice', 'load a part on purpose: what it lacks is then not checked')
    .option('--replaces <edition>', 'the edition whose place a corrected one takes')
    .action(async (files: string[], given: unknown, command: Command) => {
      const options = parseOptions(LoadOptions, given);
      await loadCodes(await openSession(command), files, options);
    });
  codes
    .command('list')
    .description('list the editions that were loaded, and which days each governs')
    .option('--kind <kind>', 'one kind only')
    .action(async (given: unknown, command: Command) => {
      const { kind } = parseOptions(ListOptions, given);
      await listCodes(await openSession(command), kind);
    });
  codes
    .command('show')
    .description('show what the editions in force say of a code, or of a pair of codes')
    .argument('<code>', 'a diagnosis, procedure, modifier or other code')
    .argument('[other]', 'the other procedure of a pair')
    .option('--on <date>', 'the day of service; today unless given')
    .action(async (code: string, other: string | undefined, given: unknown, command: Command) => {
      const { on } = parseOptions(ShowOptions, given);
      await showCode(await openSession(command), code, other, on);
    });
  codes
    .command('search')
    .description('find diagnoses and procedure codes by words, as people say them, or by how a code begins')
    .argument('<words...>', 'words, abbreviations, or a part of a code')
    .option('--on <date>', 'the day of service; today unless given')
    .option('--kind <kind>', 'icd-10-cm, hcpcs or cpt alone')
    .option('--limit <count>', 'how many of each kind to print')
    .action(async (words: string[], given: unknown, command: Command) => {
      const { on, kind, limit } = parseOptions(SearchOptions, given);
      await searchCodes(await openSession(command), {
        read: 'search',
        words: words.join(' '),
        ...(kind === undefined ? {} : { kind }),
        ...(on === undefined ? {} : { on }),
        limit,
      });
    });
  codes
    .command('diff')
    .description('show what one edition has other than another')
    .argument('<kind>', 'the kind, as "codes list" shows it')
    .argument('<before>', 'the older edition')
    .argument('<after>', 'the newer edition')
    .option('--limit <count>', 'how many of each sort to print')
    .action(async (kind: string, before: string, after: string, given: unknown, command: Command) => {
      const { limit } = parseOptions(DiffOptions, given);
      await compareCodes(await openSession(command), {
        read: 'differences',
        kind: parseArgument(CodeSetKind, 'kind', kind),
        before: parseArgument(EditionName, 'before', before),
        after: parseArgument(EditionName, 'after', after),
        limit,
      });
    });
}

/** What the commands need of a session. */
export type CodeSession = Pick<Session, 'options'> & {
  readonly target: Pick<Session['target'], 'invoke' | 's3' | 'bucket'>;
};

export async function loadCodes(
  session: CodeSession,
  files: readonly string[],
  { slice, edition, from, to, table, replaces }: z.infer<typeof LoadOptions>,
): Promise<void> {
  const twice = files.find(
    (file, index) => files.findIndex((one) => basename(one) === basename(file)) !== index,
  );
  if (twice !== undefined) {
    throw new CommandFailed(`${twice}: there are two files of this name. Load one after the other.`);
  }
  const id = randomUUID();
  const put = await putFiles(session, 'Upload', files, `reference-files/${id}`);
  const order: LoadCodeSets = {
    load: put.map(({ key, versionId }, index) => ({
      key,
      ...(versionId === undefined ? {} : { versionId }),
      sizeBytes: statSync(files[index] ?? '').size,
    })),
    isSlice: slice,
    ...(edition === undefined ? {} : { edition }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(table === undefined ? {} : { table }),
    ...(replaces === undefined ? {} : { replaces }),
  };
  await session.target.s3.send(
    new PutObjectCommand({
      Bucket: session.target.bucket('Upload'),
      Key: `reference/${id}`,
      Body: JSON.stringify(order),
      ContentType: 'application/json',
    }),
  );
  const answer = await answerTo(session, id);
  if (session.options.json) {
    printJson(answer);
  } else {
    printAnswer(answer);
  }
  if (answer.outcome === 'refused') {
    throw new CommandFailed(
      `Nothing was loaded; what was in force stays.\n${answer.problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
  }
}

/** A load of the largest files takes some minutes; longer, and its alarm has told somebody. */
const mostWaitMilliseconds = 15 * 60_000;
const lookEveryMilliseconds = 400;

async function answerTo(session: CodeSession, id: string): Promise<LoadCodeSetsAnswer> {
  const key = `reference-answer/${id}.json`;
  for (let waited = 0; waited < mostWaitMilliseconds; waited += lookEveryMilliseconds) {
    try {
      const { Body } = await session.target.s3.send(
        new GetObjectCommand({ Bucket: session.target.bucket('Upload'), Key: key }),
      );
      return LoadCodeSetsAnswer.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'NoSuchKey')) {
        throw error;
      }
    }
    await setTimeout(lookEveryMilliseconds);
  }
  throw new CommandFailed(
    `The files lie in the bucket and were not loaded within ${mostWaitMilliseconds / 60_000} minutes. The answer will be ${key}; the log of load-code-set says what keeps it.`,
  );
}

function printAnswer({ editions, left }: LoadCodeSetsAnswer): void {
  for (const { outcome, edition } of editions) {
    const { kind, edition: name, from, to, rowCount } = edition;
    const days = to === undefined ? `from ${from}` : `from ${from} to ${to}`;
    const part = edition.isWhole ? '' : `; ${partOf(edition)}: what it lacks is not checked`;
    const done = outcome === 'loaded' ? 'loaded' : 'was there';
    printLine(`${done}: ${kind} ${name}, ${days}, ${rowCount} rows${part}`);
  }
  for (const { name, why } of left) {
    printLine(`not read: ${name} (${why})`);
  }
}

function partOf({ lacks }: CodeSetEdition): string {
  return lacks.length === 0 ? 'a part' : `without ${lacks.join(', ')}`;
}

export async function listCodes(session: CodeSession, kind: CodeSetKind | undefined): Promise<void> {
  const answer = await ask(session, { read: 'editions' });
  if (answer.outcome !== 'editions') {
    throw new CommandFailed('read-code-sets gave something else than editions.');
  }
  const registers = answer.registers.filter((register) => kind === undefined || register.kind === kind);
  if (session.options.json) {
    printJson(registers);
    return;
  }
  if (registers.length === 0) {
    printLine('Nothing was loaded: claims are checked by the few hundred codes that come with the program.');
    return;
  }
  printTable(
    registers.flatMap((register) => register.editions.map((edition) => ({ register, edition }))),
    [
      { title: 'kind', cell: ({ edition }) => edition.kind },
      { title: 'edition', cell: ({ edition }) => edition.edition },
      { title: 'from', cell: ({ edition }) => edition.from },
      { title: 'to', cell: ({ register, edition }) => endOf(register, edition) },
      { title: 'rows', cell: ({ edition }) => String(edition.rowCount), align: 'right' },
      { title: 'whole', cell: ({ edition }) => (edition.isWhole ? 'yes' : `no: ${partOf(edition)}`) },
      { title: 'loaded', cell: ({ edition }) => edition.loadedAt },
    ],
  );
}

/** The last day that an edition governs: its own, or that before the next one begins. */
function endOf({ editions }: CodeSetRegister, { from, to, replacedBy }: CodeSetEdition): string {
  if (replacedBy !== undefined) {
    return `replaced by ${replacedBy}`;
  }
  const next = editions.find((one) => one.replacedBy === undefined && one.from > from);
  return to ?? (next === undefined ? '' : `before ${next.from}`);
}

export async function showCode(
  session: CodeSession,
  code: string,
  other: string | undefined,
  on: PlainDate | undefined,
): Promise<void> {
  const answer = await ask(session, {
    read: 'code',
    code,
    ...(other === undefined ? {} : { other }),
    ...(on === undefined ? {} : { on }),
  });
  if (answer.outcome !== 'code') {
    throw new CommandFailed('read-code-sets gave something else than a code.');
  }
  if (session.options.json) {
    printJson(answer);
    return;
  }
  for (const { kind, edition, from, rows } of answer.found) {
    printLine(`${kind} ${edition}, from ${from}:`);
    rows.forEach((row) => printLine(`  ${inWords(row)}`));
  }
  if (answer.found.length === 0) {
    const asked = answer.absent.map(({ kind, edition }) => `${kind} ${edition}`).join(', ');
    const what = other === undefined ? code : `the pair ${code} ${other}`;
    printLine(
      `On ${answer.on} no edition has ${what}. ${asked === '' ? 'Nothing is loaded for that day.' : `Asked: ${asked}.`}`,
    );
  }
}

export async function searchCodes(session: CodeSession, request: ReadCodeSetsRequest): Promise<void> {
  const answer = await ask(session, request);
  if (answer.outcome !== 'search') {
    throw new CommandFailed('read-code-sets gave something else than codes that were found.');
  }
  if (session.options.json) {
    printJson(answer);
    return;
  }
  const found = answer.found.filter(({ codes }) => codes.length > 0);
  for (const { kind, edition, codes } of found) {
    printLine(`${kind} ${edition === 'seed' ? 'seed (the few codes that come with the program)' : edition}:`);
    for (const { code, label, isBillable } of codes) {
      const written = kind === 'icd-10-cm' ? withDot(code) : code;
      printLine(`  ${written.padEnd(9)} ${label}${isBillable ? '' : ' (a heading)'}`);
    }
  }
  if (found.length === 0) {
    const asked = answer.found.map(({ kind, edition }) => `${kind} ${edition}`).join(', ');
    printLine(`On ${answer.on} no code is meant by these words. Asked: ${asked}.`);
  }
}

export async function compareCodes(session: CodeSession, request: ReadCodeSetsRequest): Promise<void> {
  const answer = await ask(session, request);
  if (answer.outcome !== 'differences') {
    throw new CommandFailed('read-code-sets gave something else than differences.');
  }
  if (session.options.json) {
    printJson(answer);
    return;
  }
  const { added, removed, changed, same } = answer.counts;
  printLine(`${added} added, ${removed} removed, ${changed} changed, ${same} the same`);
  answer.added.forEach((row) => printLine(`+ ${inWords(row)}`));
  answer.removed.forEach((row) => printLine(`- ${inWords(row)}`));
  for (const { before, after } of answer.changed) {
    printLine(`- ${inWords(before)}`);
    printLine(`+ ${inWords(after)}`);
  }
}

/** `code=J1100 units=120 counts=day-clinical` */
function inWords(row: Readonly<Record<string, unknown>>): string {
  return Object.entries(row)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}

async function ask(session: CodeSession, request: ReadCodeSetsRequest): Promise<ReadCodeSetsAnswer> {
  const answer = ReadCodeSetsAnswer.parse(await session.target.invoke('read-code-sets', request));
  if (answer.outcome === 'refused') {
    throw new CommandFailed(answer.problems.join('\n'));
  }
  return answer;
}
