import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fhirPractice } from '../domain/intake/read/fhir/fhir-practice.ts';
import { intakeWorld, type Answered } from './intake-world.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/data/synthea_fhir_r4');
const isAbsent = !existsSync(folder);
const reason = 'the third-party FHIR samples are not on this machine';

/** Records with each outcome, and what they were refused for or wait for. */
function counts(answers: readonly Answered[]): Readonly<Record<string, number>> {
  const words = answers.map(({ outcome, codes, waitsFor = [] }) =>
    [outcome, ...new Set(codes), ...waitsFor].join(' '),
  );
  return Object.fromEntries(
    [...Map.groupBy(words, (word) => word)].map(([word, { length }]) => [word, length]),
  );
}

/** Each record is answered as its visit is, or as kept where it belongs to none. */
const expected: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  // 7 Encounters, 3 Conditions, 8 of what was done; persons, directory and what is not used.
  Clarence: { accepted: 18, kept: 79, 'refused claim-kind-not-billed Claim.type': 7 },
  Edward: { accepted: 19, kept: 49, 'refused claim-kind-not-billed Claim.type': 6 },
  Geoffrey: { accepted: 31, kept: 67, 'refused claim-kind-not-billed Claim.type': 11 },
  Joie: {
    'refused field-missing patient.address.zip': 22,
    kept: 79,
    'refused claim-kind-not-billed Claim.type': 8,
  },
};

describe('The bundles of Synthea through the steps of intake', () => {
  test('are skipped by name where they are absent', ({ skip }) => {
    skip(isAbsent, reason);
    expect(readdirSync(folder)).toHaveLength(6);
  });

  test.skipIf(isAbsent).each(Object.entries(expected))(
    'of %s are answered record by record',
    async (who, answers) => {
      const name = readdirSync(folder).find((file) => file.startsWith(who)) ?? '';
      const practice = fhirPractice({ noInsuranceMeans: 'self-pay' }, { defaults: { placeOfService: '11' } });
      const world = intakeWorld(practice);
      const answered = await world.takeIn(readFileSync(path.join(folder, name), 'utf8'), {
        format: 'fhir-bundle',
      });
      expect(counts(answered)).toEqual(answers);
    },
  );
});
