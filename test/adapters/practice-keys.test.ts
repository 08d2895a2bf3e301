import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  codeSetRegisters,
  practiceDirectoryPartition,
  submitterKey,
  unsentShard,
} from '#adapters/dynamodb/keys.ts';
import { PracticeId } from '#contracts/identifiers.ts';

test.each([codeSetRegisters, practiceDirectoryPartition, submitterKey('X1').pk, unsentShard('C0')])(
  'No practice has the name with which %s begins, where its session would reach what is there for all',
  (partition) => {
    const [name] = partition.split('#');
    expect(PracticeId.safeParse(name)).toMatchObject({
      success: false,
      error: { issues: [{ message: expect.stringContaining(`${name}`) as string }] },
    });
    expect(PracticeId.safeParse(`${name}-2`).success).toBe(true);
  },
);

test('No id of a practice ends a key early or matches more than itself in a policy', () => {
  const odd = fc.constantFrom('#', '*', '?', '$', '{', '}', ' ', '/', ':', '\n', 'A');
  fc.assert(
    fc.property(
      fc.string({ maxLength: 12 }),
      odd,
      fc.string({ maxLength: 12 }),
      (before, character, after) => {
        expect(PracticeId.safeParse(`north${before}${character}${after}1`).success).toBe(false);
      },
    ),
  );
});
