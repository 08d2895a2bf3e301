import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { TaskId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { addMapping } from '#domain/aliases/add-mapping.ts';
import { csvTemplates, templateFile } from '#domain/intake/read/csv/csv-templates.ts';
import { hl7Practice } from '../domain/intake/hl7/hl7-practice.ts';
import { writeAdmission, writeCharges, type WrittenVisit } from '../domain/intake/hl7/write-message.ts';
import { fhirPractice } from '../domain/intake/read/fhir/fhir-practice.ts';
import { claimFile, claimsPractice, plainClaim } from '../domain/intake/x12/claims-practice.ts';
import { encounterJson, practice as samplePractice } from '../domain/samples/encounters.ts';
import { findMissingChargesStep } from '../../functions/find-missing-charges/find-missing-charges-step.ts';
import { memoryWorld } from './memory-world.ts';

const visit: WrittenVisit = {
  encounterId: 'V1',
  patient: {
    sourcePatientId: 'P1',
    lastName: 'Larch',
    firstName: 'Ina',
    birthDate: '1980-02-03',
    sex: 'F',
    address: { line1: '1 Mill Lane', city: 'Alder Falls', state: 'OR', zip: '97099' },
  },
  coverages: [{ payerId: 'JUNIP', memberId: 'JHM1' }],
  renderingNpi: '2000001018',
  lines: ['99213', '36415'].map((code, index) => ({
    sourceLineId: `L${index}`,
    code,
    modifiers: [],
    units: 1,
    charge: '10.00',
    serviceDate: '2026-10-05',
    diagnoses: ['I10'],
  })),
};

const messages = [
  writeAdmission(visit, 'standard', '2.5'),
  ...visit.lines.map((line, index) =>
    writeCharges(visit, 'standard', '2.5', { lines: [line], controlId: `${index + 1}` }),
  ),
].join('\r');

const reference = (to: string) => ({ reference: to });
const resources = [
  {
    resourceType: 'Practitioner',
    id: 'doc',
    identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '2000001018' }],
    name: [{ family: 'Rowan', given: ['Ada'] }],
  },
  { resourceType: 'Organization', id: 'payer', name: 'Juniper PPO' },
  {
    resourceType: 'Patient',
    id: 'P1',
    name: [{ family: 'Larch', given: ['Ina'] }],
    birthDate: '1980-02-03',
    gender: 'female',
    address: [{ line: ['1 Mill Lane'], city: 'Alder Falls', state: 'OR', postalCode: '97099' }],
  },
  {
    resourceType: 'Coverage',
    id: 'c1',
    status: 'active',
    subscriberId: 'JHM1',
    beneficiary: reference('Patient/P1'),
    relationship: { coding: [{ code: 'self' }] },
    payor: [reference('Organization/payer')],
  },
  {
    resourceType: 'Encounter',
    id: 'V1',
    status: 'finished',
    class: { code: 'AMB' },
    subject: reference('Patient/P1'),
    participant: [{ individual: reference('Practitioner/doc') }],
    period: { start: '2026-10-05T10:00:00-04:00', end: '2026-10-05T10:30:00-04:00' },
    reasonCode: [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'I10' }] }],
  },
  {
    resourceType: 'ChargeItem',
    id: 'L1',
    status: 'billable',
    code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99213' }] },
    subject: reference('Patient/P1'),
    context: reference('Encounter/V1'),
    occurrenceDateTime: '2026-10-05',
    priceOverride: { value: 20, currency: 'USD' },
  },
];
const fhirSource = fhirPractice({}, { defaults: { placeOfService: '11' } });
const bundle = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});
const template = csvTemplates.find(({ mapping }) => mapping.rows === 'charge-line');

interface Case {
  readonly name: string;
  readonly practice: Practice;
  readonly file: string | Uint8Array;
  /** What becomes of its records, each outcome once. */
  readonly outcomes: readonly string[];
  readonly claims: number;
}

const encounters = JSON.stringify([encounterJson(), encounterJson({ encounterId: 'ENC-2' })]);

const cases: readonly Case[] = [
  { name: 'a.json', practice: samplePractice, file: encounters, outcomes: ['accepted'], claims: 2 },
  { name: 'a.hl7', practice: hl7Practice(), file: messages, outcomes: ['accepted'], claims: 1 },
  {
    name: 'a.hl7.gz',
    practice: hl7Practice(),
    file: gzipSync(messages),
    outcomes: ['accepted'],
    claims: 1,
  },
  {
    name: 'template.csv',
    practice: {
      ...samplePractice,
      intake: {
        ...samplePractice.intake,
        csvMappings: template === undefined ? [] : [template.mapping],
      },
    },
    file: template === undefined ? '' : templateFile(template),
    outcomes: ['accepted'],
    claims: 1,
  },
  {
    name: 'a.ndjson',
    practice: fhirSource,
    file: resources.map((resource) => JSON.stringify(resource)).join('\n'),
    outcomes: ['accepted', 'kept'],
    claims: 1,
  },
  { name: 'bundle.json', practice: fhirSource, file: bundle, outcomes: ['accepted', 'kept'], claims: 1 },
  {
    name: 'a.edi',
    practice: claimsPractice(),
    file: claimFile(plainClaim),
    outcomes: ['accepted'],
    claims: 1,
  },
];

describe('An upload, from its arrival to its answer', () => {
  test.each(cases)('of $name is taken in by its content, and again changes nothing', async (given) => {
    const world = await memoryWorld();
    world.stored.practices.set(world.practiceId, given.practice);
    const answer = await world.upload(given.name, given.file);
    expect(answer.fileProblems).toEqual([]);
    expect(answer.records.flatMap(({ problems }) => problems)).toEqual([]);
    expect([...new Set(answer.records.map(({ outcome }) => outcome))].toSorted()).toEqual(given.outcomes);
    expect(world.stored.claims.size).toBe(given.claims);
    const claims = structuredClone(world.stored.claims);
    const again = await world.upload(`again-${given.name}`, given.file);
    expect(new Set(again.records.map(({ outcome }) => outcome))).toEqual(
      new Set(given.outcomes.map((outcome) => (outcome === 'accepted' ? 'unchanged' : outcome))),
    );
    expect(world.stored.claims).toEqual(claims);
  });

  test('in two files, the charges first, waits for the rest and says so', async () => {
    const world = await memoryWorld();
    world.stored.practices.set(world.practiceId, fhirSource);
    const file = (given: readonly object[]): string =>
      given.map((resource) => JSON.stringify(resource)).join('\n');
    const first = await world.upload('charges.ndjson', file(resources.slice(4)));
    expect(first.records).toMatchObject([{ outcome: 'held' }, { outcome: 'held' }]);
    expect(first.records[0]?.waitsFor?.length).toBeGreaterThan(0);
    world.advance(3 * 24 * 3_600_000);
    const second = await world.upload('people.ndjson', file(resources.slice(0, 4)));
    expect(second.records.map(({ outcome }) => outcome)).toEqual(['kept', 'kept', 'kept', 'kept']);
    const [claim] = world.stored.claims.values();
    expect(claim).toMatchObject({ totalChargeCents: 2000, state: 'received' });
    // Which records of which upload waited for the second one, in every form of its answer.
    expect(second.released).toEqual([
      {
        encounterId: 'V1',
        claimId: claim?.claimId,
        records: [{ uploadId: first.uploadId, recordNumbers: [1, 2] }],
      },
    ]);
    const upload = await world.uploads.load(world.practiceId, second.uploadId);
    expect(upload?.counted?.released).toEqual([{ uploadId: first.uploadId, records: 2 }]);
    const table = await world.documents.get('uploads', upload?.answerKey?.replace(/json$/, 'csv') ?? '');
    expect(new TextDecoder().decode(table?.body).trimEnd().split('\r\n').at(-1)).toBe(
      `,,"upload ${first.uploadId}, records 1 2",V1,released,${claim?.claimId},,,,,,`,
    );
    // How long it took until something of the visit came, and until all of it had.
    expect(claim?.source.firstSeenAt).toBe('2026-11-20T15:04:05.000Z');
    expect(claim?.intake).toMatchObject({ seenLagDays: 46, lagDays: 49, late: true });
    const again = await world.upload('people-again.ndjson', file(resources.slice(0, 4)));
    expect(again.released).toEqual([]);
  });

  test('of a visit whose referrer is never exported is billed without, says so, and has the referrer when one comes', async () => {
    const world = await memoryWorld();
    world.stored.practices.set(world.practiceId, fhirSource);
    const referred = resources.map((resource) =>
      resource.resourceType === 'Encounter'
        ? {
            ...resource,
            participant: [
              { individual: reference('Practitioner/doc') },
              {
                type: [{ coding: [{ code: 'REF' }] }],
                individual: reference('PractitionerRole/elsewhere'),
              },
            ],
          }
        : resource,
    );
    const file = (given: readonly object[]): string =>
      given.map((resource) => JSON.stringify(resource)).join('\n');
    const first = await world.upload('visits.ndjson', file(referred));
    expect(first.records.at(-1)).toMatchObject({
      outcome: 'accepted',
      notes: expect.arrayContaining(['provider-left-out']),
    });
    const role = {
      resourceType: 'PractitionerRole',
      id: 'elsewhere',
      practitioner: reference('Practitioner/outside'),
    };
    await world.upload('role.ndjson', file([role]));
    const [claim] = world.stored.claims.values();
    expect(claim?.referringProvider).toBeUndefined();
    const outside = {
      resourceType: 'Practitioner',
      id: 'outside',
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }],
      name: [{ family: 'Fern', given: ['Lee'] }],
    };
    await world.upload('outside.ndjson', file([outside]));
    const [changed] = world.stored.claims.values();
    expect(changed?.referringProvider).toEqual({ npi: '1234567893', lastName: 'Fern', firstName: 'Lee' });
  });

  test('of a kept appointment meets its visit, which knows the patient by another number', async () => {
    const world = await memoryWorld();
    world.stored.practices.set(world.practiceId, fhirSource);
    const appointment = {
      resourceType: 'Appointment',
      id: 'A1',
      status: 'fulfilled',
      start: '2026-11-19T10:00:00-05:00',
      participant: [{ actor: reference('Patient/P1') }],
    };
    const numbered = resources.map((resource) =>
      resource.resourceType === 'Patient'
        ? {
            ...resource,
            identifier: [{ type: { coding: [{ code: 'MR' }] }, system: 'urn:mrn', value: 'MRN-77' }],
          }
        : resource,
    );
    const onDay = JSON.stringify([appointment, ...numbered]).replaceAll('2026-10-05', '2026-11-19');
    const file = (JSON.parse(onDay) as object[]).map((one) => JSON.stringify(one)).join('\n');
    const answer = await world.upload('day.ndjson', file);
    expect(answer.records.at(-1)).toMatchObject({ outcome: 'accepted' });
    world.advance(20 * 24 * 3_600_000);
    expect(await findMissingChargesStep(world)).toMatchObject({ looked: 1, opened: 0 });
    expect([...world.stored.claims.values()][0]?.patient.sourcePatientId).toBe('MRN-77');
  });

  test('of which a payer is not mapped is held, asks once what it means, and is taken in when it is mapped', async () => {
    const world = await memoryWorld();
    world.stored.practices.set(world.practiceId, fhirSource);
    const file = resources
      .map((resource) => JSON.stringify(resource).replace('Juniper PPO', 'Lichen Mutual'))
      .join('\n');
    const held = await world.upload('a.ndjson', file);
    const [task, ...others] = await world.openTasks();
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      kind: 'unmapped-alias',
      unmapped: { kind: 'payer', alias: 'Lichen Mutual', sourceSystem: 'ehr' },
    });
    expect(held.records.at(-1)).toMatchObject({ outcome: 'held', taskId: task?.taskId });
    expect(await world.uploads.waitingFor(world.practiceId, TaskId.parse(task?.taskId))).toEqual({
      visits: 1,
      chargeCents: 2000,
      isAll: true,
    });
    expect(await world.uploads.heldFor(world.practiceId, TaskId.parse(task?.taskId))).toEqual([
      held.uploadId,
    ]);
    const mapped = addMapping(fhirSource, { kind: 'payer', alias: 'Lichen Mutual' }, 'JUNIP').practice;
    world.stored.practices.set(world.practiceId, { ...(mapped ?? fhirSource), edition: 2 });
    const again = await world.upload('b.ndjson', file);
    expect(again.records.at(-1)).toMatchObject({ outcome: 'accepted' });
    expect([...world.stored.claims.values()]).toMatchObject([{ coverages: [{ payerId: 'JUNIP' }] }]);
  });
});
