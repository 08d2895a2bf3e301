import type { ScrubFinding, ScrubReport, ScrubResult } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { editionsInForce, type CodeTables } from '../code-sets/code-tables.ts';
import { payerOf } from '../eligibility/primary-coverage.ts';
import type { Edit, EditFinding, PatientHistory, ScrubFacts } from './edit.ts';
import { editsFor } from './edits-for.ts';
import { edits as allEdits } from './edits.ts';
import { liftedBy, unusedOverrides } from './overrides.ts';
import { repairFormat } from './repair-format.ts';
import { scrubFacts } from './scrub-facts.ts';
import { billedCoverage, type ScrubbedClaim, type ScrubbedPractice } from './scrubbed-claim.ts';

/** From the result that decides least to the one that decides most: what an edit with several findings counts as. */
const weight: readonly ScrubResult[] = ['pass', 'bypassed', 'not-checked', 'fail'];

/**
 * Runs every edit that is in force on the first day of service over the claim, as it is after format-only repairs; those
 * that a claim has nothing for pass without being asked.
 * The report lists all that did not simply pass and says which tables were used. A claim is clean when no blocking edit
 * and no warning failed that nobody answered for; what could not be checked is listed, not held. The order of the edits never changes the report.
 * @throws UnknownPayer when the practice does not have the payer.
 */
export function scrubClaim(
  claim: ScrubbedClaim,
  practice: ScrubbedPractice,
  tables: CodeTables,
  {
    at,
    history,
    edits = allEdits,
  }: { readonly at: Instant; readonly history: PatientHistory; readonly edits?: readonly Edit[] },
): ScrubReport {
  const { changes, repairs } = repairFormat(claim);
  const repaired: ScrubbedClaim = repairs.length === 0 ? claim : { ...claim, ...changes };
  const coverage = billedCoverage(repaired);
  const facts = scrubFacts(repaired, {
    practice,
    payer: coverage === undefined ? undefined : payerOf(coverage, practice),
    tables,
    history,
    today: dateOf(at),
  });
  const { count, asked } = editsFor(repaired, facts, edits);
  const counts: Record<ScrubResult, number> = {
    pass: count,
    fail: 0,
    bypassed: 0,
    'not-checked': 0,
  };
  const findings: ScrubFinding[] = [];
  let clean = true;
  for (const edit of asked) {
    const found = edit.check(repaired, facts);
    // Nearly every edit passes: nothing more is done for one that does.
    if (found.length > 0) {
      let worst: ScrubResult = 'pass';
      for (const finding of found) {
        const reported = report(finding, edit, repaired, facts);
        findings.push(reported);
        if (weight.indexOf(reported.result) > weight.indexOf(worst)) {
          worst = reported.result;
        }
      }
      counts.pass -= 1;
      counts[worst] += 1;
      clean &&= worst !== 'fail' || edit.severity === 'advisory' || edit.severity === 'trial';
    }
  }
  const unused = unusedOverrides(claim.scrubOverrides ?? [], findings, facts.today);
  return {
    scrubbedAt: at,
    clean,
    counts,
    findings,
    ...(unused.length === 0 ? {} : { unusedOverrides: unused }),
    ...(repairs.length === 0 ? {} : { repairs }),
    editions: editionsInForce(tables, daysOf(repaired)),
  };
}

/** The days of service that tables were asked for. */
function daysOf({ serviceDateFrom, lines }: ScrubbedClaim): readonly PlainDate[] {
  return lines.every(({ serviceDate }) => serviceDate === serviceDateFrom)
    ? [serviceDateFrom]
    : [...new Set([serviceDateFrom, ...lines.map(({ serviceDate }) => serviceDate)])];
}

function report(finding: EditFinding, edit: Edit, claim: ScrubbedClaim, facts: ScrubFacts): ScrubFinding {
  const { result, where, codes, found, expected, fix } = finding;
  const lifted = result === 'fail' ? liftedBy(finding, edit, claim, facts) : undefined;
  return {
    editId: edit.id,
    result: lifted === undefined ? result : 'bypassed',
    where,
    ...(codes === undefined ? {} : { codes: [...codes] }),
    found,
    expected,
    fix,
    severity: edit.severity,
    fixer: edit.fixer,
    ...(lifted === undefined ? {} : { overridden: lifted }),
  };
}
