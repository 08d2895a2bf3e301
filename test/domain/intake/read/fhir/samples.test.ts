import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Practice } from '#contracts/practice.ts';
import type { IntakeRecord } from '#domain/intake/read/intake-record.ts';
import type { AssembledVisit } from '#domain/intake/visit/assemble-visit.ts';
import { recordAnswers, visits } from './expected-samples.ts';
import { answerOf, fhirPractice, outcomeOf, read, readFile, visitsOf } from './fhir-practice.ts';

const data = path.resolve(import.meta.dirname, '../../../../../../shared/data');
const folders = ['synthea_fhir_r4', 'us_core'].map((name) => path.join(data, name));
const isAbsent = !folders.every((folder) => existsSync(folder));
const reason = 'the third-party FHIR samples are not on this machine';
const files = isAbsent
  ? []
  : folders.flatMap((folder) => readdirSync(folder).map((name) => ({ name, file: path.join(folder, name) })));

/** A practice that has said who treats, and that visits without a Coverage are paid by the patient. */
const school = fhirPractice({ noInsuranceMeans: 'self-pay' }, { defaults: { placeOfService: '11' } });
const usCore = fhirPractice();

function recordsOf(name: string, practice: Practice): readonly (readonly IntakeRecord[])[] {
  const file = files.find((one) => one.name === name)?.file ?? '';
  return readFile(readFileSync(file, 'utf8'), practice);
}

function draftOf(visit: AssembledVisit | undefined): Readonly<Record<string, unknown>> {
  return visit?.kind === 'encounter' ? visit.draft : {};
}

describe('Third-party samples of FHIR', () => {
  test('are skipped by name where they are absent', ({ skip }) => {
    skip(isAbsent, reason);
    expect(files.map(({ name }) => name).toSorted()).toEqual(Object.keys(recordAnswers).toSorted());
  });

  test.skipIf(isAbsent).each(Object.entries(recordAnswers))(
    'get, in %s, the answer that each record has coming',
    (name, expected) => {
      const answers = recordsOf(name, school).map(answerOf);
      const counts = [...Map.groupBy(answers, (answer) => answer)].map(([answer, { length }]) => [
        answer,
        length,
      ]);
      expect(Object.fromEntries(counts)).toEqual(expected);
    },
  );

  test.skipIf(isAbsent).each(Object.entries(visits))(
    'are, in %s, the visits that there were',
    (name, expected) => {
      const found = [...visitsOf(recordsOf(name, school).flat(), school)].map(([id, visit]) => {
        const draft = draftOf(visit);
        const codes = (draft['clinicalCodes'] as readonly { readonly code: string }[]).map(
          ({ code }) => code,
        );
        return [
          id.slice(0, 8),
          draft['serviceDateFrom'],
          draft['serviceDateTo'],
          draft['placeOfService'],
          draft['renderingNpi'],
          codes.toSorted().join(' '),
        ];
      });
      expect(found).toEqual(
        expected.map(([id, from, to, kind, provider, codes]) => [
          id,
          from,
          to === from ? undefined : to,
          kind === 'EMER' ? '23' : '11',
          provider === '500' ? '2000001026' : '2000001018',
          codes,
        ]),
      );
    },
  );

  test.skipIf(isAbsent)('go to coding, all but those of the patient without a ZIP code', () => {
    const outcomes = Object.keys(visits).map((name) => [
      name.split('_')[0],
      [...visitsOf(recordsOf(name, school).flat(), school).values()].map((visit) => outcomeOf(visit, school)),
    ]);
    expect(Object.fromEntries(outcomes)).toEqual({
      Clarence: Array.from({ length: 7 }, () => 'accepted to be coded'),
      Edward: Array.from({ length: 6 }, () => 'accepted to be coded'),
      Geoffrey: Array.from({ length: 11 }, () => 'accepted to be coded'),
      Joie: Array.from({ length: 8 }, () => 'refused field-missing patient.address.zip'),
    });
  });

  test.skipIf(isAbsent)(
    'wait for a word on insurance and providers where the practice has said nothing',
    () => {
      const strange = { ...usCore, providers: usCore.providers.map((one) => ({ ...one, aliases: [] })) };
      const [name = ''] = Object.keys(visits);
      const outcomes = new Set(
        [...visitsOf(recordsOf(name, strange).flat(), strange).values()].map((visit) =>
          outcomeOf(visit, strange),
        ),
      );
      expect(outcomes).toEqual(
        new Set([
          'waiting rendering-provider us-npi|340, coverage',
          'waiting rendering-provider us-npi|93440, coverage',
        ]),
      );
    },
  );

  test.skipIf(isAbsent)('have the patient of each visit, field by field', () => {
    const [, name = ''] = Object.keys(visits);
    const patients = [...visitsOf(recordsOf(name, school).flat(), school).values()].map(
      (visit) => draftOf(visit)['patient'],
    );
    expect(new Set(patients.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(patients[0]).toMatchObject({
      sourcePatientId: '43481611-2459-44f5-ab20-4b142dac160f',
      birthDate: '1992-09-13',
      sex: 'M',
      address: { city: 'Chelmsford', state: 'MA', zip: '01824' },
    });
    expect(JSON.stringify(recordsOf(name, school))).not.toMatch(/999-87-9731|999879731/);
  });
});

describe('The six samples of US Core', () => {
  const names = Object.keys(recordAnswers).slice(6);
  const each = (): readonly (readonly IntakeRecord[])[] =>
    names.map((name) => recordsOf(name, usCore).flat());

  test.skipIf(isAbsent)('are one visit that waits for who treated, in all 720 orders', () => {
    const found = new Set(
      permutations(each()).map((records) =>
        outcomeOf(visitsOf(records.flat(), usCore).get('example-1'), usCore),
      ),
    );
    expect(found).toEqual(new Set(['waiting rendering-provider']));
  });

  test.skipIf(isAbsent)('are a visit to be coded once the Encounter names who treated', () => {
    const encounter = JSON.parse(
      readFileSync(files.find(({ name }) => name === 'encounter-example-1.json')?.file ?? '', 'utf8'),
    ) as object;
    const completed = read(
      {
        ...encounter,
        meta: { lastUpdated: '2024-02-01T00:00:00Z' },
        participant: [{ individual: { reference: 'Practitioner/treating' } }],
      },
      usCore,
    );
    const treating = read(
      {
        resourceType: 'Practitioner',
        id: 'treating',
        identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '2000001018' }],
      },
      usCore,
    );
    const visit = visitsOf([...each().flat(), ...completed, ...treating], usCore).get('example-1');
    expect(outcomeOf(visit, usCore)).toBe('accepted to be coded');
    expect(draftOf(visit)).toEqual({
      sourceSystem: 'ehr',
      encounterId: 'example-1',
      patient: {
        sourcePatientId: '1032702',
        lastName: 'Baxter',
        firstName: 'Amy',
        middleName: 'V.',
        suffix: 'PharmD',
        birthDate: '1987-02-20',
        sex: 'F',
        phone: '5555555555',
        email: 'amy.shaw@example.com',
        address: { line1: '183 MOUNTAIN VIEW ST', city: 'MOUNDS', state: 'OK', zip: '74048' },
      },
      renderingNpi: '2000001018',
      locationId: 'hospital',
      placeOfService: '22',
      serviceDateFrom: '2015-11-01',
      coverages: [
        {
          order: 'primary',
          payerId: 'JUNIP',
          memberId: '888009335',
          groupNumber: 'xyz',
          relationship: 'self',
        },
      ],
      diagnoses: ['T20.21'],
      clinicalCodes: [{ system: 'CPT', code: '99211', display: 'Office Visit' }],
    });
  });
});

function permutations<Element>(elements: readonly Element[]): readonly (readonly Element[])[] {
  return elements.length === 0
    ? [[]]
    : elements.flatMap((element, index) =>
        permutations(elements.toSpliced(index, 1)).map((others) => [element, ...others]),
      );
}
