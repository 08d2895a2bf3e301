import { describe, expect, test } from 'vitest';
import { PayerContract } from '#contracts/fee-schedule.ts';
import { PracticeFileAnswer } from '#contracts/practice-import.ts';
import { Practice } from '#contracts/practice.ts';
import { exportPracticeYaml } from '#domain/practice/export-practice.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { receivePracticeFileStep } from '../../functions/receive-practice-file/receive-practice-file-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const renamed = exportPracticeYaml({ ...practice, name: 'Cedar Hill Clinic' });

/** Uploads a file under `practice/` and gives the answer that lies under `answer/`. */
async function uploaded(
  world: MemoryWorld,
  text: string | Uint8Array,
  { folder = 'cedar-hill', size = text.length }: { folder?: string; size?: number } = {},
): Promise<PracticeFileAnswer> {
  const key = `practice/${folder}/autumn.yaml`;
  await world.documents.put('uploads', key, text, 'application/yaml');
  const { outcome } = await receivePracticeFileStep(world.arrived('uploads', key, size), world);
  const answer = await world.documents.get('uploads', `answer/${folder}/practice/autumn.yaml.json`);
  const read = PracticeFileAnswer.parse(JSON.parse(new TextDecoder().decode(answer?.body)));
  expect(read.outcome).toBe(outcome);
  return read;
}

describe('A document under practice/', () => {
  test('becomes the next edition and is answered with the differences', async () => {
    const world = await memoryWorld();
    const answer = await uploaded(world, renamed);
    expect(answer).toMatchObject({
      outcome: 'saved',
      edition: 2,
      problems: [],
      changes: ['name Cedar Hill Family Medicine -> Cedar Hill Clinic'],
    });
    expect((await world.practices.load(practice.practiceId))?.name).toBe('Cedar Hill Clinic');
    expect((await world.practices.history(practice.practiceId))[0]).toMatchObject({
      edition: 2,
      by: 'upload',
      source: 'practice/cedar-hill/autumn.yaml v1',
    });
  });

  test('whose contract names a locality that is not loaded is imported, and the answer says what to load', async () => {
    const world = await memoryWorld();
    const contract = PayerContract.parse({
      contractId: 'MEDICARE-110',
      effectiveFrom: '2026-01-01',
      basis: {
        kind: 'percent-of-medicare',
        basisPoints: 11_000,
        locality: { contractor: '13202', locality: '01' },
      },
    });
    const [first, ...others] = practice.payers;
    const document = Practice.parse({
      ...practice,
      payers: [{ ...first, contracts: [contract] }, ...others],
    });
    const { outcome, warnings } = await uploaded(world, exportPracticeYaml(document));
    expect(outcome).toBe('saved');
    expect(warnings.filter((warning) => warning.includes('contracts MEDICARE-110'))).toEqual([
      expect.stringMatching(/fee schedule \(mpfs\) that governs 2026-01-01; expected the one of 2026/),
      expect.stringMatching(/\(gpci\) that govern 2026-01-01; .* locality 01 of contractor 13202/),
    ]);
    const checked = await loadPracticeStep({ document, by: 'maria', apply: false }, world);
    expect(checked).toMatchObject({ lacking: [expect.any(String), expect.any(String)] });
  });

  test('that comes twice makes one edition and has one answer', async () => {
    const world = await memoryWorld();
    const first = await uploaded(world, renamed);
    expect(await uploaded(world, renamed)).toEqual({ ...first, warnings: [] });
    expect(await world.practices.history(practice.practiceId)).toHaveLength(2);
  });

  test('that says nothing new changes nothing', async () => {
    const world = await memoryWorld();
    expect(await uploaded(world, exportPracticeYaml(practice))).toMatchObject({
      outcome: 'unchanged',
      edition: 1,
    });
  });

  test.each([
    [
      'with faults, by line and column',
      renamed.replace('phone:', 'phon:'),
      {},
      /^line \d+, column 1: phon: found a field named phon/,
    ],
    [
      'for another practice',
      renamed.replace('practiceId: cedar-hill', 'practiceId: oak-street'),
      {},
      /^practiceId: found oak-street; expected cedar-hill, the practice of the folder/,
    ],
    [
      'for a practice that was never loaded',
      renamed,
      { folder: 'oak-street' },
      /^practiceId: found the folder "oak-street"/,
    ],
    [
      'in a folder that is no practice',
      renamed,
      { folder: 'Oak Street' },
      /^practiceId: found the folder "Oak Street"/,
    ],
    [
      'that is not UTF-8',
      new Uint8Array([0x61, 0xff, 0xfe]),
      {},
      /^document: found bytes that are not UTF-8/,
    ],
    [
      'that is too large to be one',
      renamed,
      { size: 6_000_001 },
      /^document: found 6000001 bytes; expected at most/,
    ],
    [
      'with an edition that is none',
      renamed.replace('edition: 1', 'edition: 0'),
      {},
      /^line 2, column 10: edition: found 0/,
    ],
  ])('%s is refused, and nothing is changed', async (_, text, options, expected) => {
    const world = await memoryWorld();
    const answer = await uploaded(world, text, options);
    expect(answer).toMatchObject({ outcome: 'refused', changes: [] });
    expect(answer.problems).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
    expect(await world.practices.edition(practice.practiceId)).toEqual(practice);
  });

  test('without a payer that open claims name is refused: that is decided by a person', async () => {
    const world = await memoryWorld();
    await world.received();
    const without = exportPracticeYaml({ ...practice, payers: practice.payers.slice(1) });
    expect(await uploaded(world, without)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/^payers JUNIP: .* 1 open claims name it/)],
    });
  });

  test('in no folder is answered beside it', async () => {
    const world = await memoryWorld();
    await receivePracticeFileStep(world.arrived('uploads', 'practice/lost.yaml'), world);
    expect(await world.documents.get('uploads', 'answer/practice/lost.yaml.json')).toBeDefined();
  });
});
