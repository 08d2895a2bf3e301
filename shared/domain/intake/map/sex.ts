import type { Sex } from '#contracts/encounter.ts';
import type { Practice } from '#contracts/practice.ts';
import { mapWord, type SoughtWord } from './map-word.ts';
import type { Resolved } from './resolved.ts';

/** Words and letters of CSV exports, FHIR and HL7 table 0001 (A ambiguous, O other, N not applicable, C changed). */
const spellings: ReadonlyMap<string, Sex> = new Map<string, Sex>([
  ...['F', 'FEMALE', 'WOMAN', 'GIRL'].map((word): [string, Sex] => [word, 'F']),
  ...['M', 'MALE', 'MAN', 'BOY'].map((word): [string, Sex] => [word, 'M']),
  ...['U', 'UNKNOWN', 'UNK', 'O', 'OTHER', 'A', 'N', 'C', 'X', 'NONBINARY', 'NON-BINARY', 'ASKU'].map(
    (word): [string, Sex] => [word, 'U'],
  ),
]);

/** A sex as payers know it; what is neither is `U`. */
export function sexFor(practice: Pick<Practice, 'codeMappings'>, sought: SoughtWord): Resolved<Sex> {
  return mapWord(practice, sought, {
    kind: 'sex',
    meaning: (word) => spellings.get(word.trim().toUpperCase()),
    shape: /^[A-Za-z0-9]{1,2}$/,
    expected: 'F, M or U (unknown)',
  });
}
