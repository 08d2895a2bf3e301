import { expect, test } from 'vitest';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';

const [payer, ...payers] = practice.payers;
const [provider, ...providers] = practice.providers;
const next = { ...practice, edition: practice.edition + 1 };

test('a practice is loaded once; the same document again changes nothing, an older one is refused', async () => {
  const world = await memoryWorld();
  expect(await loadPracticeStep(practice, world)).toEqual({ outcome: 'unchanged' });
  expect(await loadPracticeStep(next, world)).toEqual({ outcome: 'saved' });
  expect(await loadPracticeStep(practice, world)).toMatchObject({
    outcome: 'refused',
    problems: [expect.stringMatching(/^edition: found 1/)],
  });
});

test.each([
  ['a field missing', { ...next, taxId: undefined }, /^taxId: /],
  ['a wrong check digit', { ...next, npi: '1234567890' }, /^npi: the check digit of 1234567890 is wrong/],
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
])('a document with %s is refused whole, with the place', async (_, document, problem) => {
  const world = await memoryWorld();
  const before = world.snapshot();
  expect(await loadPracticeStep(document, world)).toMatchObject({
    outcome: 'refused',
    problems: expect.arrayContaining([expect.stringMatching(problem)]),
  });
  expect(world.snapshot()).toEqual(before);
});
