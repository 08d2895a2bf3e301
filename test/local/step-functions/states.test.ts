import { expect, test } from 'vitest';
import { machine, ManualWorld } from './manual-world.ts';

test('A chain of Pass states hands its data on and succeeds.', async () => {
  const world = new ManualWorld([
    machine('chain', {
      StartAt: 'First',
      States: {
        First: {
          Type: 'Pass',
          Parameters: { 'doubled.$': 'States.MathAdd($.n, $.n)' },
          ResultPath: '$.sum',
          Next: 'Second',
        },
        Second: { Type: 'Pass', InputPath: '$.sum', Next: 'Third' },
        Third: { Type: 'Pass', Result: { fixed: true }, ResultPath: '$.more', OutputPath: '$', End: true },
      },
    }),
  ]);
  const told = await world.run('chain', { n: 21 });
  expect(told.status).toBe('SUCCEEDED');
  expect(JSON.parse(told.output ?? '')).toEqual({ doubled: 42, more: { fixed: true } });
});
