import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { Claim, type ScrubFinding, type ScrubReport } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { UnknownPayer } from '#domain/eligibility/primary-coverage.ts';
import { noHistory } from '#domain/scrub/edit.ts';
import { claimOf837, type FileClaim } from '#domain/scrub/file/claim-of-837.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import type { ScrubbedClaim, ScrubbedPractice } from '#domain/scrub/scrubbed-claim.ts';
import { CommandFailed } from './command-failed.ts';
import { globalOptions } from './options.ts';
import { readDocument } from './practice-commands.ts';
import { Output } from './x12/output.ts';
import { exitCodes, readX12 } from './x12/read-file.ts';

/** The order in which results are told: what must be done first. */
const results = [
  { result: 'fail', title: 'Wrong' },
  { result: 'bypassed', title: 'Bypassed' },
  { result: 'not-checked', title: 'Not checked' },
] as const;

/** `scrub FILE`. */
export async function runScrub(
  file: string,
  { against }: { readonly against?: string },
  command: Command,
): Promise<void> {
  const { json } = globalOptions(command);
  const practice = against === undefined ? undefined : readDocument(against).practice;
  const at = Instant.parse(new Date().toISOString());
  const output = new Output();
  let claims = 0;
  let held = 0;
  const scrub = ({ claim, practice: own, notes }: FileClaim): void => {
    const report = reportOf(claim, own, at);
    claims += 1;
    held += report.clean ? 0 : 1;
    output.write(
      json
        ? `${JSON.stringify({ claim: claim.claimId, ...report, notes })}\n`
        : `${pageOf(claim, report, notes)}\n`,
    );
  };
  const saved = savedClaim(file);
  if (saved !== undefined) {
    if (practice === undefined) {
      throw new CommandFailed(
        `${file}: a claim of Claimwright; say with --against which practice document it is held against.`,
        exitCodes.unreadable,
      );
    }
    scrub({ claim: saved, practice, notes: [] });
  } else {
    const ending = await readX12(
      file,
      {
        part: ({ guide, value }) => {
          if (guide === '837P') {
            scrub(claimOf837(value, at, practice));
          }
        },
      },
      output.settle,
    );
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
    output.write(`${claims} ${claims === 1 ? 'claim' : 'claims'}, ${held} held.\n`);
  }
  await output.flush();
  process.exitCode = held === 0 ? exitCodes.accepted : exitCodes.rejected;
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

function reportOf(claim: ScrubbedClaim, practice: ScrubbedPractice, at: Instant): ScrubReport {
  try {
    return scrubClaim(claim, practice, seedTables, { at, history: noHistory });
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
