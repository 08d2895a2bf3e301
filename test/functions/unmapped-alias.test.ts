import { describe, expect, test } from 'vitest';
import type { Practice } from '#contracts/practice.ts';
import type { Unmapped } from '#contracts/task.ts';
import { addMapping } from '#domain/aliases/add-mapping.ts';
import { unmappedTaskId } from '#domain/aliases/unmapped-task.ts';
import { cents, formatDollars } from '#domain/money/cents.ts';
import { csvTemplates } from '#domain/intake/read/csv/csv-templates.ts';
import { csvOf } from '../domain/intake/csv/read-file.ts';
import { hl7Practice } from '../domain/intake/hl7/hl7-practice.ts';
import { writeCharges, type WrittenVisit } from '../domain/intake/hl7/write-message.ts';
import { practice } from '../domain/samples/encounters.ts';
import { readTasksStep } from '../../functions/read-tasks/read-tasks-step.ts';
import { memoryWorld } from './memory-world.ts';

const reason = 'Her number in the old system';
const template = csvTemplates.find(({ mapping }) => mapping.mappingId === 'standard-visit');
const column = Object.keys(template?.samples[0] ?? {}).find((name) => /rendering/i.test(name)) ?? '';
const idColumn = Object.keys(template?.samples[0] ?? {}).find((name) => /encounter|visit/i.test(name)) ?? '';

/** Rows of the template, each of another visit, with this in the column of the rendering provider. */
const visitsBy = (provider: string, ...ids: readonly string[]): string =>
  csvOf(...ids.map((id) => ({ ...template?.samples[0], [idColumn]: id, [column]: provider })));

describe('Records that name a provider whom nobody has mapped', () => {
  test('ask once, in however many files they come', async () => {
    const world = await memoryWorld();
    const first = await world.upload('one.csv', visitsBy('DR-77', 'V-1', 'V-2'));
    const second = await world.upload('two.csv', visitsBy(' dr-77 ', 'V-3'));
    const task = await world.onlyTask();
    expect(task).toMatchObject({ kind: 'unmapped-alias', unmapped: { kind: 'provider', alias: 'DR-77' } });
    expect([...first.records, ...second.records].map(({ outcome, taskId }) => [outcome, taskId])).toEqual([
      ['held', task.taskId],
      ['held', task.taskId],
      ['held', task.taskId],
    ]);
    expect(first.records[0]).toMatchObject({
      waitsFor: [expect.stringMatching(/^that somebody says what "DR-77" in .+ means$/)],
      problems: [],
    });
  });

  test('are counted whenever the task is looked at, each visit once, with what is charged for them', async () => {
    const world = await memoryWorld();
    const { practiceId } = world;
    const charge = Number(template?.samples[0]?.['charge_1']) + Number(template?.samples[0]?.['charge_2']);
    const seen = async (): Promise<readonly unknown[]> => {
      const { taskId } = await world.onlyTask();
      const shown = await readTasksStep({ query: 'show', practiceId, taskId }, world);
      const listed = await readTasksStep({ query: 'list', practiceId, limit: 10 }, world);
      const task = shown.outcome === 'shown' ? shown.task : undefined;
      expect(listed).toEqual({ outcome: 'listed', tasks: [task] });
      return [task?.evidence.at(-1), task?.dollarsAtStakeCents];
    };
    const expected = (visits: string, count: number): readonly unknown[] => [
      `${visits} for it, with charges of ${formatDollars(cents(charge * 100 * count))}.`,
      charge * 100 * count,
    ];
    await world.upload('one.csv', visitsBy('DR-77', 'V-1'));
    expect(await seen()).toEqual(expected('1 visit waits', 1));
    await world.upload('two.csv', visitsBy('dr-77', 'V-1', 'V-2', 'V-3'));
    expect(await seen()).toEqual(expected('3 visits wait', 3));
    await world.work(await world.onlyTask(), { outcome: 'refuse', reason: 'Nobody of ours' });
    const [closed] = world.stored.tasks.values();
    const taskId = closed?.taskId;
    expect(await readTasksStep({ query: 'show', practiceId, taskId }, world)).toEqual({
      outcome: 'shown',
      task: closed,
    });
  });

  test('are taken in when it is mapped, by a new edition that says who did, without being sent again', async () => {
    const world = await memoryWorld();
    await world.upload('one.csv', visitsBy('DR-77', 'V-1'));
    await world.upload('two.csv', visitsBy('DR-77', 'V-2'));
    const task = await world.onlyTask();
    world.advance(24 * 3_600_000);
    const wrong = await world.work(task, { outcome: 'map-to', target: '1999999999', reason });
    expect(wrong).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('expected the NPI of a provider of the practice')],
    });
    const before = new Set(world.stored.uploads.keys());
    const [provider] = practice.providers;
    const target = provider?.npi ?? '';
    expect(await world.work(task, { outcome: 'map-to', target, reason })).toMatchObject({
      outcome: 'worked',
      summary: expect.stringContaining('2 uploads'),
    });
    expect(await world.openTasks()).toEqual([]);
    expect((await world.practices.history(world.practiceId))[0]).toMatchObject({
      edition: practice.edition + 1,
      by: 'maria',
      source: `task ${task.taskId}`,
    });
    const again = [...world.stored.uploads].filter(([path]) => !before.has(path)).map(([, upload]) => upload);
    expect(again.map((upload) => upload.again?.taskId)).toEqual([task.taskId, task.taskId]);
    for (const { uploadId } of again) {
      expect([...world.stored.executions.keys()].some((name) => name.includes(uploadId))).toBe(true);
      const answer = await world.takeIn(uploadId);
      expect(answer.records).toMatchObject([{ outcome: 'accepted' }]);
      const of = again.find((one) => one.uploadId === uploadId)?.again?.of;
      expect(answer.released).toMatchObject([{ records: [{ uploadId: of, recordNumbers: [2] }] }]);
    }
    const firstSeen = [...world.stored.claims.values()].map(({ source }) => source.firstSeenAt);
    expect(new Set(firstSeen)).toEqual(new Set(['2026-11-20T15:04:05.000Z']));
    expect([...world.stored.claims.values()].map(({ renderingNpi }) => renderingNpi)).toEqual([
      target,
      target,
    ]);
  });

  test('are read by the mapping at once, though the practice is known a minute late', async () => {
    const world = await memoryWorld();
    const stale = await world.practices.load(world.practiceId);
    await world.upload('one.csv', visitsBy('DR-77', 'V-1'));
    const target = practice.providers[0]?.npi ?? '';
    await world.work(await world.onlyTask(), { outcome: 'map-to', target, reason });
    Object.assign(world.practices, { load: () => Promise.resolve(stale) });
    const answer = await world.upload('two.csv', visitsBy('DR-77', 'V-2'));
    expect(answer.records).toMatchObject([{ outcome: 'accepted' }]);
  });

  test('stay refused, and ask nobody again, when that was decided', async () => {
    const world = await memoryWorld();
    await world.upload('one.csv', visitsBy('DR-77', 'V-1'));
    await world.work(await world.onlyTask(), { outcome: 'refuse', reason: 'Nobody of ours' });
    const again = await world.upload('again.csv', visitsBy('DR-77', 'V-1'));
    expect(again.records).toMatchObject([{ outcome: 'refused' }]);
    expect(await world.openTasks()).toEqual([]);
  });
});

/** A row of the template with this in one column; and who reads it. */
const row = (name: string, text: string): string => csvOf({ ...template?.samples[0], [name]: text });
const appointments = csvTemplates.find(({ mapping }) => mapping.rows === 'appointment');
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
  lines: [
    {
      sourceLineId: 'L1',
      code: '99213',
      modifiers: [],
      units: 1,
      charge: '10.00',
      serviceDate: '2026-10-05',
      diagnoses: ['I10'],
    },
  ],
};
const message = (found: string, text: string): string => {
  const written = writeCharges(visit, 'standard', '2.5');
  expect(written).toContain(found);
  return written.replace(found, text);
};
const placeMapped = hl7Practice({ fields: [{ field: 'placeOfService', from: ['PV1-18'] }] });
const accidents: Practice = {
  ...practice,
  intake: {
    ...practice.intake,
    csvMappings:
      template === undefined
        ? []
        : [
            {
              ...template.mapping,
              mappingId: 'with-accidents',
              columns: [
                ...template.mapping.columns,
                ...['kind', 'date', 'state'].map((field) => ({
                  header: `accident_${field}`,
                  field: `accident.${field}`,
                })),
              ],
            },
          ],
  },
};

/** What the practice has yet to say, and the file that asks. */
const unsaid: readonly {
  readonly what: string;
  readonly name: string;
  readonly file: string;
  readonly asked: Unmapped;
  readonly target: string;
  readonly ofPractice?: Practice;
}[] = [
  {
    what: 'a place of service of CSV',
    name: 'a.csv',
    file: row('place_of_service', 'OFFICE'),
    asked: { kind: 'place-of-service', alias: 'OFFICE', sourceSystem: 'clinic-pm' },
    target: '11',
  },
  {
    what: 'no place at all in CSV',
    name: 'a.csv',
    file: row('place_of_service', ''),
    asked: { kind: 'usual-place', alias: 'visits without a place', sourceSystem: 'clinic-pm' },
    target: '11',
  },
  {
    what: 'a service by a word of its own in CSV',
    name: 'a.csv',
    file: row('code_1', 'OV-3'),
    asked: { kind: 'procedure', alias: 'OV-3', sourceSystem: 'clinic-pm' },
    target: '99213',
  },
  {
    what: 'a kind of accident in CSV',
    name: 'a.csv',
    file: csvOf({
      ...template?.samples[0],
      accident_kind: 'CRASH',
      accident_date: '2026-10-01',
      accident_state: 'OR',
    }),
    asked: { kind: 'accident', alias: 'CRASH', sourceSystem: 'clinic-pm' },
    target: 'auto',
    ofPractice: accidents,
  },
  {
    what: 'the status of an appointment in CSV',
    name: 'a.csv',
    file: csvOf({ ...appointments?.samples[0], status: 'GONE HOME' }),
    asked: { kind: 'appointment-status', alias: 'GONE HOME', sourceSystem: 'clinic-pm' },
    target: 'kept',
  },
  {
    what: 'a place of service of HL7',
    name: 'a.hl7',
    file: message('CLINIC^1^^CHFM|||||||||||||||', 'CLINIC^1^^CHFM|||||||||||||||AMBULANT'),
    asked: { kind: 'place-of-service', alias: 'AMBULANT', sourceSystem: 'feed' },
    target: '11',
    ofPractice: placeMapped,
  },
  {
    what: 'no place at all in HL7',
    name: 'a.hl7',
    file: message('|CLINIC^1^^CHFM|', '||'),
    asked: { kind: 'usual-place', alias: 'visits without a place', sourceSystem: 'feed' },
    target: 'hospital',
    ofPractice: hl7Practice(),
  },
  {
    what: 'a service by a word of its own in HL7',
    name: 'a.hl7',
    file: message('99213^^CPT', 'OV-3').replace('CDM-77^OFFICE^CDM', ''),
    asked: { kind: 'procedure', alias: 'OV-3', sourceSystem: 'feed' },
    target: '99213',
    ofPractice: hl7Practice(),
  },
  {
    what: 'a sex in HL7',
    name: 'a.hl7',
    file: message('|19800203|F|', '|19800203|K|'),
    asked: { kind: 'sex', alias: 'K', sourceSystem: 'feed' },
    target: 'F',
    ofPractice: hl7Practice(),
  },
  {
    what: 'a relationship in HL7',
    name: 'a.hl7',
    file: message('|SEL|', '|ICH|'),
    asked: { kind: 'relationship', alias: 'ICH', sourceSystem: 'feed' },
    target: 'self',
    ofPractice: hl7Practice(),
  },
];

describe('A record that waits for nothing but that somebody says what it means by', () => {
  test.each(unsaid)(
    '$what is held, asks for it, and is taken in when it is said',
    async ({ name, file, asked, target, ofPractice = practice }) => {
      const world = await memoryWorld();
      const { practiceId } = world;
      const sources = [
        ...ofPractice.intake.sources,
        { sourceSystem: 'clinic-pm', kind: 'whole' as const, defaults: {} },
      ];
      world.stored.practices.set(practiceId, {
        ...ofPractice,
        practiceId,
        intake: { ...ofPractice.intake, sources },
      });
      const held = await world.upload(name, file);
      const task = await world.onlyTask();
      expect(task.unmapped).toEqual(asked);
      expect(held.records).toMatchObject([{ outcome: 'held', taskId: task.taskId, problems: [] }]);
      const before = new Set(world.stored.uploads.keys());
      expect(await world.work(task, { outcome: 'map-to', target, reason })).toMatchObject({
        outcome: 'worked',
      });
      const [again] = [...world.stored.uploads].filter(([path]) => !before.has(path)).map(([, one]) => one);
      const taken = again === undefined ? undefined : await world.takeIn(again.uploadId);
      expect(taken?.records).toMatchObject([
        { outcome: asked.kind === 'appointment-status' ? 'kept' : 'accepted', problems: [] },
      ]);
    },
  );

  test('is refused when the code is a number with a digit lost', async () => {
    const world = await memoryWorld();
    expect((await world.upload('a.csv', row('code_1', '9921'))).records).toMatchObject([
      { outcome: 'refused', problems: [{ code: 'procedure-code-invalid' }] },
    ]);
  });

  test('says where visits without a place were only for a source that the practice lists', () => {
    const asked: Unmapped = { kind: 'usual-place', alias: 'visits without a place', sourceSystem: 'old' };
    expect(addMapping(practice, asked, '11').refused).toMatch(/under intake\.sources/);
    expect(addMapping(practice, asked, 'nowhere').refused).toMatch(/^target: found "nowhere"/);
  });
});

describe('A mapping', () => {
  const [payer] = practice.payers;
  test.each<[Unmapped, string, boolean]>([
    [
      { kind: 'payer', alias: 'Old Juniper', sourceSystem: 'ehr' },
      (payer?.payerId ?? '').toLowerCase(),
      true,
    ],
    [{ kind: 'payer', alias: 'Old Juniper' }, 'NOBODY', false],
    [{ kind: 'location', alias: 'CLINIC^A' }, 'nowhere', false],
    [{ kind: 'procedure', alias: 'OV-3', sourceSystem: 'ehr' }, '99213', true],
    [{ kind: 'procedure', alias: 'OV-3' }, 'a visit', false],
    [{ kind: 'place-of-service', alias: 'OFFICE' }, '11', true],
    [{ kind: 'place-of-service', alias: 'OFFICE' }, 'office', false],
    [{ kind: 'relationship', alias: 'KID' }, 'child', true],
    [{ kind: 'relationship', alias: 'KID' }, 'kid', false],
    [{ kind: 'sex', alias: 'WOMAN-1' }, 'F', true],
    [{ kind: 'sex', alias: 'WOMAN-1'.padEnd(61, 'x') }, 'F', false],
  ])('of %o to %s is possible: %s', (unmapped, target, isPossible) => {
    expect(addMapping(practice, unmapped, target).refused === undefined).toBe(isPossible);
  });

  test('is asked for by one task, however the name is written, for each source and kind', () => {
    const ids = [
      { kind: 'payer', alias: 'Juniper' },
      { kind: 'payer', alias: ' JUNIPER ' },
      { kind: 'payer', alias: 'Juniper', sourceSystem: 'ehr' },
      { kind: 'provider', alias: 'Juniper' },
    ] as const;
    expect(new Set(ids.map(unmappedTaskId)).size).toBe(3);
  });
});
