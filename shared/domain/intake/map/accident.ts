import type { Practice } from '#contracts/practice.ts';
import { mapWord, type SoughtWord } from './map-word.ts';
import type { Resolved } from './resolved.ts';

type Accident = 'auto' | 'work' | 'other';

const spellings: ReadonlyMap<string, Accident> = new Map<string, Accident>([
  ...['AUTO', 'AA', 'A'].map((word): [string, Accident] => [word, 'auto']),
  ...['WORK', 'EMPLOYMENT', 'EM', 'E', 'WC'].map((word): [string, Accident] => [word, 'work']),
  ...['OTHER', 'OA', 'O'].map((word): [string, Accident] => [word, 'other']),
]);

/** What kind of accident a visit is a consequence of. */
export function accidentFor(
  practice: Pick<Practice, 'codeMappings'>,
  sought: SoughtWord,
): Resolved<Accident> {
  return mapWord(practice, sought, {
    kind: 'accident',
    meaning: (word) => spellings.get(word.trim().toUpperCase()),
    shape: /^[A-Za-z]{1,3}$/,
    expected: 'auto, work or other',
  });
}
