import { describe, expect, test } from 'vitest';
import { bytesOf, reasonForAbsence, samples } from '../../../../docs/x12-samples.ts';
import { checkDraft } from '#domain/intake/check-encounter.ts';
import { claimsPractice, readFile, refusals, today } from './claims-practice.ts';
import { expectedSampleAnswers } from './expected-sample-answers.ts';
import { repaired, samplesPractice } from './repaired-samples.ts';

const claims = samples.filter(({ name }) => name.startsWith('837'));
const isAbsent = claims.length === 0;

describe('Third-party samples of the 837', () => {
  test('are skipped by name where they are absent', ({ skip }) => {
    skip(isAbsent, reasonForAbsence);
    expect(claims.map(({ name }) => name).toSorted()).toEqual(Object.keys(expectedSampleAnswers).toSorted());
  });

  test.skipIf(isAbsent).each(claims)('$name is refused for all that is wrong with it', (sample) => {
    const answers = readFile(bytesOf(sample), claimsPractice()).map((record) => refusals([record]));
    expect(answers).toEqual(expectedSampleAnswers[sample.name]?.asItIs);
  });

  test.skipIf(isAbsent).each(claims)(
    '$name is taken when it is the practice’s own and of today, or refused for what stays wrong',
    (sample) => {
      const { stillRefused, notes } = expectedSampleAnswers[sample.name] ?? {};
      const records = readFile(repaired(sample), samplesPractice, 'samples');
      const found = records.map((record) =>
        record.kind === 'encounter' ? record.notes : refusals([record]),
      );
      expect(found).toEqual(notes === undefined ? stillRefused : [notes]);
      const drafts = records.flatMap((record) =>
        record.kind === 'encounter' ? [record.draft as object] : [],
      );
      expect(drafts).toHaveLength(notes === undefined ? 0 : 1);
      expect(drafts.map((draft) => checkDraft(1, draft, samplesPractice, today).problems)).toEqual(
        drafts.map(() => undefined),
      );
    },
  );

  test.skipIf(isAbsent)('repeat no name, number or address of a person in their answers', () => {
    for (const sample of claims) {
      const text = JSON.stringify(
        readFile(bytesOf(sample), claimsPractice()).map((record) => ({ ...record })),
      );
      expect(text).not.toMatch(/SMITH|JONES|N MAIN|SEAWAY|RAINBOW|JS0011|194305|197305/i);
    }
  });
});

describe('Third-party samples of the 837I', () => {
  const institutional = claims.filter(({ name }) => name.startsWith('837i'));

  test.skipIf(isAbsent).each(institutional)(
    '$name is answered claim by claim, each with its number, for what it is and nothing else',
    (sample) => {
      for (const record of readFile(bytesOf(sample), claimsPractice())) {
        expect(record).toMatchObject({
          kind: 'refused',
          encounterId: expect.stringMatching(/^[A-Za-z0-9-]+$/),
          problems: [
            {
              found: expect.stringMatching(/^an institutional claim \(837I\)/),
              howToFix: expect.stringMatching(/professional claims of their own/),
            },
          ],
        });
      }
    },
  );
});
