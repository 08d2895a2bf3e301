import type { ClaimLine } from '#contracts/claim.ts';
import type { EditFinding, ScrubFacts } from './edit.ts';
import { feeNotKnown } from './fee-not-known.ts';
import { isMedicare } from './payer-kind.ts';

/** What a status of the Medicare fee schedule means for a line; nothing where it may be billed. */
export type StatusJudgement = (
  status: string,
  line: ClaimLine,
) => Omit<EditFinding, 'where' | 'found'> | undefined;

/** Judges each line of a claim to Medicare by the status of its code in the fee schedule of its day. */
export function checkMedicareStatus(
  { lines, payer }: ScrubFacts,
  expected: string,
  judge: StatusJudgement,
): readonly EditFinding[] {
  const findings: EditFinding[] = [];
  if (!isMedicare(payer)) {
    return findings;
  }
  const unknown: string[] = [];
  for (const { line, procedure } of lines) {
    const row = procedure.fee;
    const where = `line ${line.lineNumber}`;
    if (row === 'unknown') {
      unknown.push(line.code);
    } else if (row !== 'none') {
      const judged = judge(row.status, line);
      if (judged !== undefined) {
        findings.push({
          where,
          codes: [line.code],
          found: `${line.code}, which has status ${row.status} in Medicare's schedule`,
          ...judged,
        });
      }
    }
  }
  if (unknown.length > 0) {
    findings.push(feeNotKnown('claim', unknown, unknown.toSorted().join(', '), expected));
  }
  return findings;
}
