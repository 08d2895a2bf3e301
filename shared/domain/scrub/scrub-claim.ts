import type { Claim, ScrubFinding, ScrubReport, ScrubResult } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf, isWithin } from '../calendar/plain-date.ts';
import { editionsInForce, type CodeTables } from '../code-sets/code-tables.ts';
import { payerOf, primaryCoverage } from '../eligibility/primary-coverage.ts';
import type { Edit, PatientHistory, ScrubFacts } from './edit.ts';
import { edits as allEdits } from './edits.ts';
import { repairFormat } from './repair-format.ts';

/** From the result that decides least to the one that decides most: what an edit with several findings counts as. */
const weight: readonly ScrubResult[] = ['pass', 'bypassed', 'not-checked', 'fail'];

/**
 * Runs every edit that is in force on the first day of service over the claim, as it is after format-only repairs.
 * The report lists all that did not simply pass and says which tables were used. A claim is clean when no blocking edit
 * failed; what could not be checked is listed, not held. The order of the edits never changes the report.
 * @throws UnknownPayer when the practice does not have the payer.
 */
export function scrubClaim(
  claim: Claim,
  practice: Practice,
  tables: CodeTables,
  {
    at,
    history,
    edits = allEdits,
  }: { readonly at: Instant; readonly history: PatientHistory; readonly edits?: readonly Edit[] },
): ScrubReport {
  const { changes, repairs } = repairFormat(claim);
  const repaired: Claim = { ...claim, ...changes };
  const coverage = primaryCoverage(repaired);
  const facts: ScrubFacts = {
    practice,
    payer: coverage === undefined ? undefined : payerOf(coverage, practice),
    tables,
    history,
    today: dateOf(at),
  };
  const counts: Record<ScrubResult, number> = { pass: 0, fail: 0, bypassed: 0, 'not-checked': 0 };
  const findings: ScrubFinding[] = [];
  let clean = true;
  const inForce = edits
    .filter(({ effectiveFrom, effectiveTo }) =>
      isWithin(repaired.serviceDateFrom, effectiveFrom, effectiveTo),
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const edit of inForce) {
    const findingsOfEdit = edit.check(repaired, facts);
    const worst = findingsOfEdit.reduce<ScrubResult>(
      (result, finding) =>
        weight.indexOf(finding.result) > weight.indexOf(result) ? finding.result : result,
      'pass',
    );
    counts[worst] += 1;
    clean &&= worst !== 'fail' || edit.severity === 'advisory';
    findings.push(
      ...findingsOfEdit.map(({ result, where, found, expected, fix }) => ({
        editId: edit.id,
        result,
        where,
        found,
        expected,
        fix,
        fixer: edit.fixer,
      })),
    );
  }
  return {
    scrubbedAt: at,
    clean,
    counts,
    findings,
    ...(repairs.length === 0 ? {} : { repairs }),
    editions: editionsInForce(tables, [
      ...new Set([repaired.serviceDateFrom, ...repaired.lines.map(({ serviceDate }) => serviceDate)]),
    ]),
  };
}
