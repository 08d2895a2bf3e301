import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import { Claim, type ScrubFinding, type ScrubReport } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { Practice } from '#contracts/practice.ts';
import type { CodeTables } from '#domain/code-sets/code-tables.ts';
import { UnknownPayer } from '#domain/eligibility/primary-coverage.ts';
import { historyNotGiven } from '#domain/scrub/edit.ts';
import { claimOf837, type FileClaim } from '#domain/scrub/file/claim-of-837.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import type { ScrubbedClaim } from '#domain/scrub/scrubbed-claim.ts';
import { CommandFailed } from './command-failed.ts';
import { factsOf } from './facts.ts';
import { globalOptions, practiceOf, type GlobalOptions } from './options.ts';
import { readDocument } from './practice-commands.ts';
import { howToHaveMore, seedOnly, tablesOf, type ScrubTables } from './scrub-tables.ts';
import { openTarget, type Target } from './target.ts';
import { Output } from './x12/output.ts';
import { exitCodes, readX12 } from './x12/read-file.ts';

export interface ScrubOptions {
  readonly against?: string;
  readonly tables?: readonly string[];
  readonly slice?: boolean;
}

/** The order in which results are told: what must be done first. */
const results = [
  { result: 'fail', title: 'Wrong' },
  { result: 'bypassed', title: 'Bypassed' },
  { result: 'not-checked', title: 'Not checked' },
] as const;

/** `scrub FILE`. */
export async function runScrub(file: string, given: ScrubOptions, command: Command): Promise<void> {
  const options = globalOptions(command);
  const { json } = options;
  const saved = savedClaim(file);
  const target = await runningTarget(options);
  const practice = await practiceFor(given, options, target, saved?.practiceId);
  const tables = await tablesFor(given, options, target);
  const at = Instant.parse(new Date().toISOString());
  const output = new Output();
  const waiting: FileClaim[] = [];
  let claims = 0;
  let held = 0;
  const scrubWaiting = async (): Promise<void> => {
    for (const one of waiting.splice(0)) {
      const report = await tables.decide((known) => reportOf(one, known, at));
      if (claims === 0 && !json) {
        output.write(`${tables.words}\n`);
      }
      claims += 1;
      held += report.clean ? 0 : 1;
      const { claim, notes } = one;
      output.write(
        json
          ? `${JSON.stringify({ claim: claim.claimId, tables: tables.source, ...report, notes })}\n`
          : `${pageOf(claim, report, notes)}\n`,
      );
      await output.settle();
    }
  };
  if (saved !== undefined) {
    if (practice === undefined) {
      throw new CommandFailed(
        `${file}: a claim of Claimwright; say with --against which practice document it is held against, or with --practice which practice of the running system.`,
        exitCodes.unreadable,
      );
    }
    waiting.push({ claim: saved, practice, notes: [] });
    await scrubWaiting();
  } else {
    const ending = await readX12(
      file,
      {
        part: ({ guide, value }) => {
          if (guide === '837P') {
            waiting.push(claimOf837(value, at, practice));
          }
        },
      },
      scrubWaiting,
    );
    await scrubWaiting();
    if (!ending.readable) {
      await output.flush();
      throw new CommandFailed(`${file} is unreadable: ${ending.sentence}.`, exitCodes.unreadable);
    }
  }
  if (claims === 0) {
    throw new CommandFailed(
      `${file}: found no professional claim that can be read; expected an 837P. "x12 check" says what is wrong with the file.`,
      exitCodes.unreadable,
    );
  }
  if (!json) {
    const seed = tables.source === 'seed' ? ' No official table was asked: see the first line.' : '';
    output.write(`${claims} ${claims === 1 ? 'claim' : 'claims'}, ${held} held.${seed}\n`);
  }
  await output.flush();
  process.exitCode = held === 0 ? exitCodes.accepted : exitCodes.rejected;
}

/** The system that runs, if any does: a file can be scrubbed without. A stage that is named must be there. */
async function runningTarget(options: GlobalOptions): Promise<Target | undefined> {
  if (options.stage === undefined && !existsSync(join(options.data, 'runtime.json'))) {
    return undefined;
  }
  try {
    return await openTarget(options);
  } catch (error) {
    if (error instanceof CommandFailed && options.stage === undefined) {
      return undefined;
    }
    throw error;
  }
}

async function tablesFor(
  { tables: named, slice = false }: ScrubOptions,
  { data }: GlobalOptions,
  target: Target | undefined,
): Promise<ScrubTables> {
  if (named?.length === 1 && named[0] === 'seed') {
    return seedOnly('So it was asked: --tables seed.');
  }
  if (named !== undefined) {
    const { tablesOfFiles } = await import('./table-files.ts');
    return await tablesOfFiles(named, { isSlice: slice });
  }
  return target === undefined
    ? seedOnly(`No system runs on ${data} whose tables could be asked. ${howToHaveMore}`)
    : await tablesOf(target);
}

/** The document that was named, else the practice that was named or that the claim is of, as it is loaded. */
async function practiceFor(
  { against }: ScrubOptions,
  options: GlobalOptions,
  target: Target | undefined,
  ofClaim: PracticeId | undefined,
): Promise<Practice | undefined> {
  if (against !== undefined) {
    return readDocument(against).practice;
  }
  const practice = options.practice ?? ofClaim;
  if (practice === undefined || (target === undefined && options.practice === undefined)) {
    return undefined;
  }
  if (target === undefined) {
    throw new CommandFailed(
      `--practice ${practice}: nothing runs on ${options.data} that has it. Start it with "npx claimwright start", or give the practice document with --against.`,
      exitCodes.unreadable,
    );
  }
  const practiceId = await practiceOf({ options: { ...options, practice }, facts: factsOf(target) });
  return z
    .object({ practice: Practice })
    .parse(await target.invoke('read-practices', { practiceId, read: 'edition' })).practice;
}

/** A claim that "claims show --json" printed; undefined when the file is something else. */
function savedClaim(file: string): Claim | undefined {
  let text: string;
  try {
    text = file === '-' ? '' : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  if (!text.trimStart().startsWith('{')) {
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandFailed(
      `${file}: begins as JSON and is none: ${error instanceof Error ? error.message : 'it breaks off'}.`,
      exitCodes.unreadable,
    );
  }
  const inner = typeof value === 'object' && value !== null && 'claim' in value ? value.claim : value;
  const read = Claim.safeParse(inner);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new CommandFailed(
      `${file}: no claim as "claims show --json" prints it: ${issue?.path.join('.') ?? 'claim'}: ${issue?.message ?? 'not as expected'}.`,
      exitCodes.unreadable,
    );
  }
  return read.data;
}

function reportOf({ claim, practice }: FileClaim, tables: CodeTables, at: Instant): ScrubReport {
  try {
    return scrubClaim(claim, practice, tables, { at, history: historyNotGiven });
  } catch (error) {
    if (error instanceof UnknownPayer) {
      throw new CommandFailed(`Claim ${claim.claimId}: ${error.message}.`, exitCodes.unreadable);
    }
    throw error;
  }
}

function pageOf(claim: ScrubbedClaim, report: ScrubReport, notes: readonly string[]): string {
  const { counts, findings, editions, repairs = [] } = report;
  const tally = `${counts.pass ?? 0} edits passed, ${counts.fail ?? 0} failed, ${counts.bypassed ?? 0} bypassed, ${counts['not-checked'] ?? 0} not checked`;
  return [
    `Claim ${claim.claimId}, visit of ${claim.serviceDateFrom}: ${report.clean ? 'clean' : 'held'}. ${tally}.`,
    ...results.flatMap(({ result, title }) => {
      const said = findings.filter((finding) => finding.result === result);
      return said.length === 0 ? [] : [`  ${title}:`, ...said.map((finding) => `    ${sentenceOf(finding)}`)];
    }),
    ...repairs.map((repair) => `  Repaired: ${repair}`),
    ...notes.map((note) => `  Note: ${note}`),
    `  Tables: ${editions.map(({ table, edition }) => `${table} ${edition}`).join(', ')}.`,
  ].join('\n');
}

function sentenceOf({ where, editId, severity, found, expected, fix, result }: ScrubFinding): string {
  const weight = result === 'fail' && severity !== 'blocking' ? ` (${severity ?? 'blocking'})` : '';
  return `${where}, ${editId}${weight}: found ${found}; expected ${expected}. ${fix}`;
}
