import type { Practice } from '#contracts/practice.ts';
import { describeText } from '../mask-value.ts';
import { mapCode } from './map-code.ts';
import { ifNamed, type Resolved } from './resolved.ts';

type Accident = 'auto' | 'work' | 'other';

const spellings: ReadonlyMap<string, Accident> = new Map<string, Accident>([
  ...['AUTO', 'AA', 'A'].map((word): [string, Accident] => [word, 'auto']),
  ...['WORK', 'EMPLOYMENT', 'EM', 'E', 'WC'].map((word): [string, Accident] => [word, 'work']),
  ...['OTHER', 'OA', 'O'].map((word): [string, Accident] => [word, 'other']),
]);

/** What kind of accident a visit is a consequence of. */
export function accidentFor(
  practice: Pick<Practice, 'codeMappings'>,
  sought: { readonly sourceSystem: string; readonly text: string },
): Resolved<Accident> {
  const { sourceSystem, text } = sought;
  const mapped = mapCode(practice, 'accident', { sourceSystem, code: text });
  const value = spellings.get((mapped ?? text).trim().toUpperCase());
  if (value !== undefined) {
    return { value };
  }
  return {
    problem: {
      ...ifNamed({ kind: 'accident', alias: text, sourceSystem }),
      code: 'code-unmapped',
      found: describeText(text, /^[A-Za-z]{1,3}$/),
      expected: 'auto, work or other',
      howToFix: 'Correct it, or have the practice administrator map it.',
    },
  };
}
