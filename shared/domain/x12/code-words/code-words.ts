import { placesOfService } from '#domain/code-sets/places-of-service.ts';
import { reasonTable } from '#domain/denials/reasons.ts';
import { remarkRow } from '#domain/denials/remarks.ts';
import { answerWords } from './answer-words.ts';
import { claimWords } from './claim-words.ts';
import { eligibilityWords } from './eligibility-words.ts';
import { partyWords } from './party-words.ts';
import type { CodeWords } from './read-words.ts';

/** Every table, by data element or place. */
export const codeWords: ReadonlyMap<string, CodeWords> = new Map([
  ...partyWords,
  ...claimWords,
  ...answerWords,
  ...eligibilityWords,
]);

/** Where a code stands. */
export interface CodePlace {
  readonly segment: string;
  readonly element: number;
  /** Counted from 1; absent for an element without components. */
  readonly component?: number;
  /** Number of the data element. */
  readonly dataElement: string;
  /** The code before it, which says from which list it is where there are several: LQ01, HI01-1. */
  readonly list?: string;
  /** The code after it, which says of a facility code whether it is a place of service or a bill type. */
  readonly facilityKind?: string;
}

/** Status codes stand in three composites of an STC. */
const statusPlaces: Readonly<Record<string, string>> = {
  'STC01-1': 'STC01-1',
  'STC01-2': 'STC01-2',
  'STC10-1': 'STC01-1',
  'STC10-2': 'STC01-2',
  'STC11-1': 'STC01-1',
  'STC11-2': 'STC01-2',
};

/** What a code means, in our own short words; nothing where we have none. */
export function explainCode(place: CodePlace, code: string): string | undefined {
  const { segment, element, component, dataElement } = place;
  if (dataElement === '1034') return reasonTable.get(code)?.sentence;
  if (dataElement === '1271' && place.list === 'HE') return remarkRow(code)?.sentence;
  if (dataElement === '1331') {
    // Elsewhere a code may as well be the start of a bill type.
    const isPlace = place.facilityKind === 'B' || segment === 'SV1' || segment === 'SV3';
    return isPlace ? placesOfService.find(code)?.label : undefined;
  }
  if (dataElement === '127') {
    return segment === 'MOA' || segment === 'MIA' ? remarkRow(code)?.sentence : undefined;
  }
  const name = `${segment}${String(element).padStart(2, '0')}${component === undefined ? '' : `-${component}`}`;
  return codeWords.get(statusPlaces[name] ?? dataElement)?.get(code);
}
