import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileProblem, RecordProblem } from '#contracts/upload-answer.ts';
import { codeOfNote, intakeNotes, meaningOfNote } from '#domain/intake/answer/intake-notes.ts';
import { fileRefusals, recordRefusals } from '#domain/intake/answer/refusal-codes.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/domain/intake');

/** The sources of whatever reads records; the table itself is none of them. */
const sources = [folder, path.join(folder, '../../ports')]
  .flatMap((place) =>
    readdirSync(place, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('answer'))
      .map((name) => readFileSync(path.join(place, name), 'utf8')),
  )
  .join('\n');

/** Where a source gives a note: as one of a set, with a value, as the reason for taking nothing. */
const given = [
  ...sources.matchAll(/(?:\bnotes\.add\(|\bnote: |\bwhy: |\bpassOver\()[`']([a-z]+(?:-[a-z]+)+)\b/g),
].map(([, code]) => code ?? '');

describe('The codes of an answer', () => {
  test('every note that a reader gives has a meaning', () => {
    expect(given.length).toBeGreaterThan(15);
    expect(given.filter((code) => meaningOfNote(code) === undefined)).toEqual([]);
  });

  test('every note that has a meaning is given by something', () => {
    const unused = Object.keys(intakeNotes).filter(
      (code) => !sources.includes(`'${code}'`) && !sources.includes(`\`${code}:`),
    );
    expect(unused).toEqual([]);
  });

  test('a note is its code, whatever is said behind it', () => {
    expect(codeOfNote('not-carried: 2400 NTE, 2300 HCP')).toBe('not-carried');
    expect(codeOfNote('price-filled-in')).toBe('price-filled-in');
    expect(meaningOfNote('no-such-note')).toBeUndefined();
  });

  test('every refusal says what is wrong and what to do about it, in the order of the contract', () => {
    expect(Object.keys(fileRefusals)).toEqual(FileProblem.shape.code.options);
    expect(Object.keys(recordRefusals)).toEqual(RecordProblem.shape.code.options);
    const faint = Object.entries({ ...fileRefusals, ...recordRefusals }).filter(
      ([, { meaning, whatToDo }]) => meaning.length < 10 || whatToDo.length < 5,
    );
    expect(faint).toEqual([]);
  });
});
