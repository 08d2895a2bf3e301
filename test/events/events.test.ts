import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Practice } from '#contracts/practice.ts';
import { PlainDate } from '#contracts/dates.ts';
import { StaffAnswers } from '#contracts/staff-answers.ts';
import { withDaysOf } from '#domain/calendar/days-of-script.ts';
import { recordProblemCodes } from '#contracts/upload-answer.ts';
import { hasValidCheckDigit } from '#domain/identity/npi.ts';
import { checkEncounter, type CheckedEncounter } from '#domain/intake/check-encounter.ts';

const events = new URL('../../events/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, events), 'utf8');
const practice = Practice.parse(JSON.parse(read('practice.json')));
const today = PlainDate.parse('2026-11-20');

function checked(file: string): (CheckedEncounter & { readonly line: number })[] {
  return read(file)
    .split('\n')
    .flatMap((text, index) =>
      text === ''
        ? []
        : [{ line: index + 1, ...checkEncounter({ recordNumber: index + 1, text }, practice, today) }],
    );
}

const samples = readdirSync(new URL('encounters/', events))
  .toSorted()
  .map((name) => `encounters/${name}`);
const encounters = samples.flatMap(checked).flatMap(({ accepted }) => accepted ?? []);

describe('the sample practice', () => {
  test('has NPIs that nobody has been given, with a valid check digit', () => {
    const npis = [practice.npi, ...practice.providers.map(({ npi }) => npi)];
    expect(npis.filter((npi) => !npi.startsWith('2') || !hasValidCheckDigit(npi))).toEqual([]);
  });
});

describe('the sample encounters', () => {
  test.each(samples)('of %s are all accepted', (file) => {
    expect(checked(file).flatMap(({ problems }) => problems ?? [])).toEqual([]);
  });

  test('are at least 24, each with its own id', () => {
    expect(encounters.length).toBeGreaterThanOrEqual(24);
    expect(new Set(encounters.map(({ encounterId }) => encounterId)).size).toBe(encounters.length);
  });

  test('all stand in the cast, and the cast names no others', () => {
    const cast = [...read('README.md').matchAll(/^\| (ENC-\d{4}) +\| ([A-Za-z]+)/gm)].map(
      ([, id, name]) => `${id} ${name}`,
    );
    expect(encounters.map(({ encounterId, patient }) => `${encounterId} ${patient.lastName}`)).toEqual(cast);
  });

  test('show each behaviour of the payer that the table describes for the demo', () => {
    const endings = encounters.flatMap(({ coverages }) =>
      coverages.flatMap(({ memberId }) => (memberId.includes('-') ? [memberId.split('-').at(-1)] : [])),
    );
    const described = [...read('README.md').matchAll(/^\| `([A-Z]+\d*)` /gm)].map(([, ending]) => ending);
    expect(endings.filter((ending) => !described.includes(ending))).toEqual([]);
    expect(
      described.filter(
        (ending) => !endings.includes(ending) && !practice.payers.some(({ payerId }) => payerId === ending),
      ),
    ).toEqual(['E71', 'A3', 'UNDER']);
  });
});

describe('the upload with errors', () => {
  const records = checked('encounters-with-errors.ndjson');

  test('has one good record, the last, and a problem in every other', () => {
    expect(records.map(({ accepted }) => accepted !== undefined)).toEqual([
      ...Array.from({ length: records.length - 1 }, () => false),
      true,
    ]);
  });

  test('shows the problems that a practice meets most', () => {
    const shown = new Set(records.flatMap(({ problems }) => problems?.map(({ code }) => code) ?? []));
    const usual = recordProblemCodes.slice(0, recordProblemCodes.indexOf('older-version') + 1);
    const notShown = usual.filter((code) => !shown.has(code));
    expect(notShown).toEqual([
      'record-too-long',
      'not-utf-8',
      'character-not-sendable',
      'text-too-long',
      'date-outside-visit',
      'subscriber-superfluous',
      'already-billed',
      'changed-by-staff',
      'older-version',
    ]);
  });
});

describe('what staff decide in the demo', () => {
  const answers = StaffAnswers.parse(
    withDaysOf(JSON.parse(read('staff-answers.json')), PlainDate.parse('2026-11-20')),
  );

  test('is about encounters of the samples, and no task is decided twice', () => {
    const known = new Set(encounters.map(({ encounterId }) => encounterId));
    expect(answers.filter(({ encounterId }) => !known.has(encounterId))).toEqual([]);
    const keys = answers.map(({ encounterId, task, occurrence }) => `${encounterId} ${task} ${occurrence}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('covers every kind of task that a claim waits for', () => {
    expect(new Set(answers.map(({ task }) => task)).size).toBe(7);
  });
});
