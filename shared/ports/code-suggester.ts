import type { CodeSuggestions, CodingText } from '#contracts/coding.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Sex } from '#contracts/encounter.ts';
import type { SuggesterName } from '#contracts/suggester-name.ts';

/** What codes are suggested from. */
export interface ToBeCoded {
  readonly texts: readonly CodingText[];
  /** The first day of service: the edition in force then is asked. */
  readonly on: PlainDate;
  readonly sex: Sex;
  readonly ageYears: number;
  /** How many codes of each kind. */
  readonly limit: number;
}

/** Reads what providers wrote and tells which codes it speaks for, and where. Nothing of it is kept. */
export interface CodeSuggester {
  readonly name: SuggesterName;
  suggest(this: void, asked: ToBeCoded): Promise<Omit<CodeSuggestions, 'outcome' | 'by'>>;
}
