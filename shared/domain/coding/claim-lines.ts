import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ChargedLine } from '#contracts/encounter.ts';
import type { ClaimId } from '#contracts/identifiers.ts';

/**
 * Numbers the lines of a claim and gives each its control number (REF*6R). The control number carries the edition of
 * the lines, so that a late remittance of lines that were since replaced is never matched to the new ones.
 * @param edition the claim's version that has these lines.
 */
export function numberLines(
  claimId: ClaimId,
  edition: number,
  lines: readonly ChargedLine[],
  serviceDateFrom: PlainDate,
): ClaimLine[] {
  return lines.map((line, index) => ({
    lineNumber: index + 1,
    lineControlNumber: `${claimId}-${edition}-${index + 1}`,
    code: line.code,
    modifiers: line.modifiers,
    units: line.units,
    chargeCents: line.charge,
    diagnosisPointers: line.diagnosisPointers,
    serviceDate: line.serviceDate ?? serviceDateFrom,
    ...(line.sourceLineId === undefined ? {} : { sourceLineId: line.sourceLineId }),
    ...(line.description === undefined ? {} : { description: line.description }),
    ...(line.drug === undefined ? {} : { drug: line.drug }),
  }));
}
