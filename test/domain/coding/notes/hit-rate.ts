import type { SearchableKind } from '#contracts/code-sets.ts';
import type { CodeSuggestion } from '#contracts/coding.ts';
import { PlainDate } from '#contracts/dates.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import type { SearchIndex } from '#domain/code-sets/search/search-index.ts';
import { suggestCodes } from '#domain/coding/suggest/suggest-codes.ts';
import type { SampleNote } from './sample-note.ts';
import { sampleNotes } from './sample-notes.ts';

/** How many of the first suggestions count. */
export const lookedAt = 5;
export const visitDay = PlainDate.parse('2026-01-05');

interface Missed {
  readonly note: SampleNote;
  readonly code: string;
  /** The code stands beside one of the first five, among what its words may mean else. */
  readonly isAlternative: boolean;
  readonly suggested: readonly CodeSuggestion[];
}

export interface HitRate {
  readonly notes: number;
  readonly codes: number;
  readonly hits: number;
  /** Codes that the suggester puts first of all: of each note the first that was agreed. */
  readonly first: number;
  readonly missed: readonly Missed[];
}

/** What is suggested for a sample note. */
export function suggestionsFor(note: SampleNote, index: SearchIndex): readonly CodeSuggestion[] {
  const indexes = new Map<SearchableKind, SearchIndex>([['icd-10-cm', index]]);
  const { suggestions } = suggestCodes(
    [{ textId: 'note', kind: 'note', signed: true, text: note.note }],
    indexes,
    seedTables,
    { on: visitDay, sex: note.sex, ageYears: note.ageYears, limit: 15 },
  );
  return suggestions;
}

/** How many of the agreed codes are among the first five suggestions of their notes. */
export function hitRate(notes: readonly SampleNote[], index: SearchIndex): HitRate {
  const missed: Missed[] = [];
  let codes = 0;
  let first = 0;
  for (const note of notes) {
    const suggested = suggestionsFor(note, index).slice(0, lookedAt);
    codes += note.codes.length;
    first += suggested[0]?.code === note.codes[0] ? 1 : 0;
    for (const code of note.codes) {
      if (!suggested.some((one) => one.code === code)) {
        const isAlternative = suggested.some(({ alternatives }) =>
          alternatives.some((other) => other.code === code),
        );
        missed.push({ note, code, isAlternative, suggested });
      }
    }
  }
  return { notes: notes.length, codes, hits: codes - missed.length, first, missed };
}

/**
 * The notes in two halves, by their places: the rules of the suggester were worked out with what the first half missed,
 * and the second was only counted.
 */
export function halves(): {
  readonly workedWith: readonly SampleNote[];
  readonly held: readonly SampleNote[];
} {
  const all = Object.values(sampleNotes);
  return {
    workedWith: all.flatMap((notes) => notes.filter((_, place) => place % 2 === 0)),
    held: all.flatMap((notes) => notes.filter((_, place) => place % 2 === 1)),
  };
}

/** Notes with those of their codes that an index has; a note of whose codes it has none is left out. */
export function notesWithin(notes: readonly SampleNote[], index: SearchIndex): readonly SampleNote[] {
  return notes
    .map((note) => ({
      ...note,
      codes: note.codes.filter((code) => index.search(code, 1)[0]?.code === code.replace('.', '')),
    }))
    .filter(({ codes }) => codes.length > 0);
}
