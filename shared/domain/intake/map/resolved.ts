import type { Unmapped } from '#contracts/task.ts';
import type { Finding } from '../describe-issue.ts';

/** What is wrong with one value; the reader knows in which field of which record it stands. */
export type ValueProblem = Omit<Finding, 'field'>;

/** A value in our own words, or why there is none. */
export type Resolved<Value> =
  | {
      readonly value: Value;
      /** A code of the notes, when something was done that the sender should know. */
      readonly note?: string;
      readonly problem?: never;
    }
  | {
      readonly value?: never;
      readonly problem: ValueProblem;
    };

/** What a problem says where nothing tells the place: that somebody could say what is usual of the source. */
export function usualPlaceUnmapped(sourceSystem: string): { readonly unmapped: Unmapped } {
  return { unmapped: { kind: 'usual-place', alias: 'visits without a place', sourceSystem } };
}

/** What a problem says of a name that is to be mapped; nothing where the source wrote none. */
export function ifNamed({
  kind,
  alias,
  sourceSystem,
}: {
  readonly kind: Unmapped['kind'];
  readonly alias: string;
  readonly sourceSystem?: string | undefined;
}): Pick<Finding, 'unmapped'> {
  const text = alias.trim();
  return text === ''
    ? {}
    : { unmapped: { kind, alias: text, ...(sourceSystem === undefined ? {} : { sourceSystem }) } };
}
