import { describe, expect, test } from 'vitest';
import type { Unmapped } from '#contracts/task.ts';
import { addMapping } from '#domain/aliases/add-mapping.ts';
import { unmappedTaskId } from '#domain/aliases/unmapped-task.ts';
import { csvTemplates } from '#domain/intake/read/csv/csv-templates.ts';
import { csvOf } from '../domain/intake/csv/read-file.ts';
import { practice } from '../domain/samples/encounters.ts';
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

  test('are taken in when it is mapped, by a new edition that says who did, without being sent again', async () => {
    const world = await memoryWorld();
    await world.upload('one.csv', visitsBy('DR-77', 'V-1'));
    await world.upload('two.csv', visitsBy('DR-77', 'V-2'));
    const task = await world.onlyTask();
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
      expect((await world.takeIn(uploadId)).records).toMatchObject([{ outcome: 'accepted' }]);
    }
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
