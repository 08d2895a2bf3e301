import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { CodeTables } from '../code-sets/code-tables.ts';
import { isAnatomic } from './anatomic-modifiers.ts';
import type { ScrubFacts } from './edit.ts';
import { isMedicare } from './payer-kind.ts';

/** One of two lines that an NCCI edit is about. */
export type PairedLine = Pick<ClaimLine, 'modifiers' | 'serviceDate'>;

/** Whether a modifier separates two services: `perhaps` where not every payer takes it on the line that has it. */
export type Separation = 'none' | 'unknown' | 'perhaps' | 'separate';

/** From the separation that decides least to the one that decides most. */
const strength: readonly Separation[] = ['none', 'perhaps', 'unknown', 'separate'];

/** Payers other than Medicare need take these on column 2 only; Medicare takes them on either since 2019-07-01. */
const distinct: ReadonlySet<string> = new Set(['59', 'XE', 'XP', 'XS', 'XU']);

/** The modifier that separates two services best, and how well it does. */
export function separationOf(
  column1: PairedLine,
  column2: PairedLine,
  { tables, payer }: Pick<ScrubFacts, 'tables' | 'payer'>,
): readonly [Separation, string] {
  let best: readonly [Separation, string] = ['none', ''];
  for (const line of [column2, column1]) {
    const other = line === column2 ? column1 : column2;
    for (const modifier of line.modifiers) {
      // The same place named on both says that the two were not apart.
      if (!(isAnatomic(modifier) && other.modifiers.includes(modifier))) {
        const found = powerOf(modifier, tables, line.serviceDate);
        const power =
          found === 'separate' && line === column1 && distinct.has(modifier) && !isMedicare(payer)
            ? 'perhaps'
            : found;
        if (strength.indexOf(power) > strength.indexOf(best[0])) {
          best = [power, modifier];
        }
      }
    }
  }
  return best;
}

function powerOf(modifier: string, tables: CodeTables, day: PlainDate): Separation {
  const edition = tables.modifiers.inForceOn(day);
  const row = edition?.find(modifier);
  if (row === undefined) {
    return edition?.isWhole === true ? 'none' : 'unknown';
  }
  return row.bypassesPairs ? 'separate' : 'none';
}
