import type { Cents } from '#contracts/cents.ts';
import type { ChargedLine, Encounter, EncounterLine } from '#contracts/encounter.ts';
import type { Practice } from '#contracts/practice.ts';
import { priceLine } from './map/price-line.ts';
import type { Resolved } from './map/resolved.ts';

/** The charge of a line: its own, or the one of the practice's fee schedule on its day of service. */
export function chargeOf(
  line: EncounterLine,
  encounter: Pick<Encounter, 'serviceDateFrom'>,
  practice: Pick<Practice, 'feeSchedules'>,
): Resolved<Cents> {
  return line.charge === undefined
    ? priceLine(practice, { ...line, on: line.serviceDate ?? encounter.serviceDateFrom })
    : { value: line.charge };
}

/**
 * The lines of an encounter that was checked, each with its charge.
 * @throws Error when a line has none: the rules of the encounter refuse that.
 */
export function chargedLines(encounter: Encounter, practice: Practice): ChargedLine[] {
  return encounter.lines.map((line) => {
    const { value, problem } = chargeOf(line, encounter, practice);
    if (problem !== undefined) {
      throw new Error(
        `A line of encounter ${encounter.encounterId} was taken in without a charge: found ${problem.found}; expected ${problem.expected}. Check the encounter before it is taken in.`,
      );
    }
    return { ...line, charge: value };
  });
}
