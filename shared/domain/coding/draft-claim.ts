import type { Claim } from '#contracts/claim.ts';
import type { DraftScrubbed } from '#contracts/coding.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ChargedLine, EncounterLine } from '#contracts/encounter.ts';
import type { Practice } from '#contracts/practice.ts';
import { chargeOf } from '../intake/charged-lines.ts';
import { cents } from '../money/cents.ts';
import { applyCorrection, objectionsTo } from './apply-correction.ts';

/** What a coder has put down of a claim so far. */
export interface CodingDraft {
  readonly diagnoses: readonly string[];
  readonly lines: readonly EncounterLine[];
}

interface DraftedClaim extends Pick<DraftScrubbed, 'charges' | 'objections'> {
  /** The claim as it would be with the draft; a line without a price counts as free. */
  readonly claim: Claim;
}

/** A claim as a draft would code it, with the practice's prices where the draft has none. */
export function draftClaim(
  claim: Claim,
  { diagnoses, lines }: CodingDraft,
  practice: Practice,
  today: PlainDate,
): DraftedClaim {
  const priced = lines.map((line) => chargeOf(line, claim, practice));
  const charged = lines.map((line, index): ChargedLine => ({
    ...line,
    charge: priced[index]?.value ?? cents(0),
  }));
  const drafted: Claim = {
    ...claim,
    ...applyCorrection(claim, { diagnoses: [...diagnoses], lines: charged }),
    unmappedCharges: undefined,
  };
  return {
    claim: drafted,
    charges: priced.map((price, index) => ({
      isFromFeeSchedule: lines[index]?.charge === undefined && price.problem === undefined,
      ...(price.problem === undefined
        ? { chargeCents: price.value }
        : { problem: `Found ${price.problem.found}; expected ${price.problem.expected}.` }),
    })),
    objections: objectionsTo(drafted, practice, today),
  };
}
