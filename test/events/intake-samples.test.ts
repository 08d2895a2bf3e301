import { beforeAll, describe, expect, test } from 'vitest';
import type { RecordAnswer } from '#contracts/upload-answer.ts';
import {
  answeredSamples,
  areThere,
  reasonForAbsence,
  type AnsweredSample,
} from '../../docs/intake-samples.ts';
import { expectedAnswers } from './expected-intake-answers.ts';

let samples: readonly AnsweredSample[] = [];

beforeAll(async () => {
  samples = areThere ? await answeredSamples() : [];
}, 120_000);

function saidOf({ outcome, problems, waitsFor = [], notes = [] }: RecordAnswer): string {
  const why = [
    ...problems.map(({ code, field }) => [code, field].join(' ').trim()),
    ...waitsFor.map((what) => `waits for ${what}`),
    ...notes,
  ];
  return [outcome, ...new Set(why)].join('; ');
}

describe('Third-party samples of HL7 and FHIR', () => {
  test('are skipped by name where they are absent', ({ skip }) => {
    skip(!areThere, reasonForAbsence);
    expect(samples.map(({ name }) => name)).toEqual(Object.keys(expectedAnswers));
  });

  test.skipIf(!areThere).each(Object.entries(expectedAnswers))(
    'every record of %s gets the answer that is written down for it',
    (name, expected) => {
      const answers = samples.find((sample) => sample.name === name)?.answers ?? [];
      const counts = [...Map.groupBy(answers, saidOf)].map(([said, { length }]) => `${length} ${said}`);
      const right = expected.map(
        ([records, outcome, ...why]) => `${records} ${[outcome, ...why].join('; ')}`,
      );
      expect(counts.toSorted()).toEqual(right.toSorted());
    },
  );

  test.skipIf(!areThere)('are answered record by record, none left out', () => {
    for (const { name, answers } of samples.filter(({ name: file }) => !file.startsWith('us_core/'))) {
      expect({ name, numbers: answers.map(({ recordNumber }) => recordNumber) }).toEqual({
        name,
        numbers: answers.map((_, index) => index + 1),
      });
    }
  });

  test.skipIf(!areThere)('repeat nothing that tells of a person in their answers', () => {
    expect(JSON.stringify(samples.map(({ answers }) => answers))).not.toMatch(
      /DOE|JANE|JOHN|HALL\b|MARCUS|MAIN ST|Some Street|MEMBER36|11401562|Mills|Gulgowski|Abbott|Morissette|Shaw/i,
    );
  });
});
