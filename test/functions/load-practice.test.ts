import { describe, expect, test } from 'vitest';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { readPracticesStep } from '../../functions/read-practices/read-practices-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';

const [payer, ...payers] = practice.payers;
const [provider, ...providers] = practice.providers;
const training = { receiverId: 'TRAINING', name: 'Synthetic payer' };
const next = { ...practice, edition: practice.edition + 1 };

test('a practice is loaded once; the same document again changes nothing, an older one is refused', async () => {
  const world = await memoryWorld();
  expect(await loadPracticeStep(practice, world)).toMatchObject({ outcome: 'unchanged', edition: 1 });
  const renamed = { ...next, name: 'Cedar Hill Clinic' };
  expect(await loadPracticeStep(renamed, world)).toMatchObject({
    outcome: 'saved',
    edition: 2,
    changes: ['name Cedar Hill Family Medicine -> Cedar Hill Clinic'],
  });
  expect(await loadPracticeStep(practice, world)).toMatchObject({
    outcome: 'refused',
    problems: [expect.stringMatching(/^edition: found 1/)],
  });
  expect(await loadPracticeStep({ ...renamed, name: 'Other' }, world)).toMatchObject({
    outcome: 'refused',
    problems: [expect.stringMatching(/^edition: found 2; edition 2 is loaded already/)],
  });
});

test.each([
  ['a field missing', { ...next, taxId: undefined }, /^taxId: found nothing/],
  [
    'a wrong check digit',
    { ...next, npi: '1234567890' },
    /^npi: found 1234567890, whose check digit is wrong/,
  ],
  [
    'a payer whose name no file can carry',
    { ...next, payers: [{ ...payer, name: 'Juniper: PPO' }, ...payers] },
    /^payers\.0\.name: found ":"/,
  ],
  [
    'a provider whose name no file can carry',
    { ...next, providers: [{ ...provider, lastName: 'Rowan*' }, ...providers] },
    /^providers\.0\.lastName: found "\*"/,
  ],
  [
    "another practice's submitter id",
    { ...next, practiceId: 'other-practice' },
    /^submitterId: CEDARHILL belongs to another practice/,
  ],
  [
    'another mode',
    { ...next, mode: 'training', submitterId: 'TRAIN1', clearinghouse: training },
    /mode-fixed/,
  ],
])('a document with %s is refused whole, with the place', async (_, document, problem) => {
  const world = await memoryWorld();
  const before = world.snapshot();
  expect(await loadPracticeStep(document, world)).toMatchObject({
    outcome: 'refused',
    problems: expect.arrayContaining([expect.stringMatching(problem)]),
  });
  expect(world.snapshot()).toEqual(before);
});

describe('an import', () => {
  const request = (document: unknown, more: object = {}) => ({
    document,
    by: 'maria',
    source: 'practice.yaml',
    apply: true,
    ...more,
  });
  const renamed = { ...practice, name: 'Cedar Hill Clinic' };

  test('is only looked at until it is applied, and is then the next edition, with a line of history', async () => {
    const world = await memoryWorld();
    const before = world.snapshot();
    const told = { before: 1, edition: 2, changes: ['name Cedar Hill Family Medicine -> Cedar Hill Clinic'] };
    expect(await loadPracticeStep(request(renamed, { apply: false }), world)).toMatchObject({
      outcome: 'checked',
      ...told,
    });
    expect(world.snapshot()).toEqual(before);
    expect(await loadPracticeStep(request(renamed), world)).toMatchObject({ outcome: 'saved', ...told });
    expect(await readPracticesStep({ read: 'history', practiceId: practice.practiceId }, world)).toEqual({
      history: [
        {
          edition: 2,
          at: world.clock.now(),
          by: 'maria',
          source: 'practice.yaml',
          changes: told.changes,
        },
        { edition: 1, at: world.clock.now(), by: 'load-practice', changes: [] },
      ],
    });
    expect(
      await readPracticesStep({ read: 'edition', practiceId: practice.practiceId, edition: 1 }, world),
    ).toEqual({ practice });
    expect(await readPracticesStep({ read: 'edition', practiceId: practice.practiceId }, world)).toEqual({
      practice: { ...renamed, edition: 2 },
    });
  });

  test('of what is in force already is no new edition, whatever edition it gives', async () => {
    const world = await memoryWorld();
    const { edition: _edition, ...without } = practice;
    for (const document of [practice, without, { ...practice, edition: 7 }]) {
      expect(await loadPracticeStep(request(document), world)).toMatchObject({
        outcome: 'unchanged',
        edition: 1,
        changes: [],
      });
    }
  });

  test('made from an edition that is no longer in force is refused', async () => {
    const world = await memoryWorld();
    await loadPracticeStep(request(renamed), world);
    expect(await loadPracticeStep(request({ ...practice, phone: '5035550199' }), world)).toEqual({
      outcome: 'refused',
      problems: ['edition: found 1; edition 2 is in force. Export it again and make your changes there'],
    });
    expect(
      await loadPracticeStep(
        request({ ...renamed, edition: undefined, phone: '5035550199' }, { expectEdition: 1 }),
        world,
      ),
    ).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/^edition: found 2 in force; expected 1/)],
    });
  });

  test('without a payer that an open claim names is refused, unless that is said', async () => {
    const world = await memoryWorld();
    await world.received();
    const without = { ...practice, payers: payers };
    const words = 'payers JUNIP: found it missing; expected it to stay, for 1 open claims name it.';
    expect(await loadPracticeStep(request(without, { apply: false }), world)).toMatchObject({
      outcome: 'checked',
      named: [expect.stringContaining(words)],
    });
    expect(await loadPracticeStep(request(without), world)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining(words)],
    });
    expect(await loadPracticeStep(without, world)).toMatchObject({ outcome: 'refused' });
    expect(await loadPracticeStep(request(without, { dropNamed: true }), world)).toMatchObject({
      outcome: 'saved',
      changes: ['payers: JUNIP removed (Juniper Mutual Health)'],
    });
  });

  test('without a payer that no open claim names is applied', async () => {
    const world = await memoryWorld();
    expect(await loadPracticeStep(request({ ...practice, payers }), world)).toMatchObject({
      outcome: 'saved',
      named: [],
    });
  });

  test('of a form that nobody asked for is refused by its field', async () => {
    const world = await memoryWorld();
    expect(await loadPracticeStep({ document: practice, apply: true }, world)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/^by: /)],
    });
  });
});
