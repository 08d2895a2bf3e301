import type { RecordProblem } from '#contracts/upload-answer.ts';

/** What is wrong with one value; the reader knows in which field of which record it stands. */
export type ValueProblem = Omit<RecordProblem, 'recordNumber' | 'encounterId' | 'field'>;

/** A value in our own words, or why there is none. */
export type Resolved<Value> =
  | {
      readonly value: Value;
      /** A code of the notes, when something was done that the sender should know. */
      readonly note?: string;
      readonly problem?: never;
      readonly unmapped?: never;
    }
  | {
      readonly value?: never;
      readonly problem: ValueProblem;
      /** Set when a mapping by the practice would solve it: what is to be mapped, unmasked, for the task alone. */
      readonly unmapped?: Unmapped;
    };

/** A name of a source's own that the practice has not said the meaning of. */
export interface Unmapped {
  readonly kind:
    | 'provider'
    | 'payer'
    | 'location'
    | 'procedure'
    | 'diagnosis'
    | 'modifier'
    | 'place-of-service'
    | 'relationship'
    | 'sex';
  readonly alias: string;
}
