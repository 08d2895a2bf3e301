import type { CodeMapping } from '#contracts/code-mapping.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { describeText } from '../mask-value.ts';
import { mapCode } from './map-code.ts';
import { ifNamed, type Resolved } from './resolved.ts';

/** A word that a source uses, and where and when. */
export interface SoughtWord {
  readonly sourceSystem: string;
  readonly text: string;
  readonly on?: PlainDate | undefined;
}

/** Words of which a few have a meaning here. */
interface Vocabulary<Value> {
  readonly kind: Extract<CodeMapping['kind'], 'accident' | 'appointment-status' | 'relationship' | 'sex'>;
  /** What a word means; of the source, or what the practice has mapped it to. */
  readonly meaning: (word: string, isMapped: boolean) => Value | undefined;
  /** Words of this shape tell nothing of a patient, and are told as they stand. */
  readonly shape: RegExp;
  readonly expected: string;
}

/** What a word means, by the practice's mapping where it has one; else what nobody knows and somebody is asked. */
export function mapWord<Value>(
  practice: Pick<Practice, 'codeMappings'>,
  { sourceSystem, text, on }: SoughtWord,
  { kind, meaning, shape, expected }: Vocabulary<Value>,
): Resolved<Value> {
  const mapped = mapCode(practice, kind, { sourceSystem, code: text, on });
  const value = meaning(mapped ?? text, mapped !== undefined);
  if (value !== undefined) {
    return { value };
  }
  return {
    problem: {
      ...ifNamed({ kind, alias: text, sourceSystem }),
      code: 'code-unmapped',
      found: describeText(text, shape),
      expected,
      howToFix: 'Correct it, or have the practice administrator map it.',
    },
  };
}
