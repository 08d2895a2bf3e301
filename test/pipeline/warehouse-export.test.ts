import { beforeAll, describe, expect, test } from 'vitest';
import {
  PlanWarehouseExportInput,
  PublishWarehouseMonthInput,
  StageWarehouseDayInput,
} from '#contracts/warehouse/steps.ts';
import { development } from '../../infra/stages/development.ts';
import { definitionsOf, type Definition } from '../../infra/state-machine-definitions.ts';
import { synthesisedStage } from '../infra/synthesised.ts';
import { ScriptedWorld, type Answer } from './scripted-world.ts';

const input = { contractVersion: 1, practiceId: 'riverside', thorough: false };
const planned = { outcome: 'planned', days: ['2026-03-30', '2026-03-31'], months: ['2026-03'], more: false };
const nothing = { outcome: 'nothing-to-do', days: [], months: [], more: false };
const staged = { outcome: 'staged', rows: 12, problems: [] };
const published = { outcome: 'published', rows: 24, problems: [] };
const refused = { outcome: 'refused', rows: 0, problems: ['the debits of payer-receivable differ'] };

let definition: Definition;
beforeAll(() => {
  const warehouse = synthesisedStage(development).stacks.find(({ name }) => name.endsWith('-warehouse'));
  const [only] = definitionsOf(warehouse?.template).values();
  if (only === undefined) {
    throw new Error('The warehouse has no state machine');
  }
  definition = only;
});

const functions = {
  'plan-warehouse-export': [planned],
  'stage-warehouse-day': [staged],
  'publish-warehouse-month': [published],
};

async function run(changed: Readonly<Record<string, readonly Answer[]>> = {}) {
  const script = new ScriptedWorld('machine', definition, { functions: { ...functions, ...changed } });
  const arn = await script.world.start('machine', input, 'riverside-2026-04-01');
  await script.world.runToTheEnd();
  return {
    script,
    visited: await script.world.statesEntered(arn),
    status: (await script.world.describe(arn)).status,
  };
}

describe('The export of a practice', () => {
  const asked = ['Begin with round 1', 'Plan what is missing', 'Is anything missing?'];
  const days = ['Stage every day', 'Stage a day', 'Stage a day', 'Did every day add up?'];
  const months = ['Publish every month', 'Publish a month', 'Did every month add up?'];

  test('stages each day, publishes each month and ends', async () => {
    const { script, visited, status } = await run();
    expect(visited).toEqual([...asked, ...days, ...months, 'Is there more?', 'Exported']);
    expect(
      script.payloadsOf('plan-warehouse-export').map((one) => PlanWarehouseExportInput.parse(one)),
    ).toEqual([input]);
    expect(
      new Set(
        script.payloadsOf('stage-warehouse-day').map((one) => StageWarehouseDayInput.strict().parse(one).day),
      ),
    ).toEqual(new Set(planned.days));
    expect(
      script
        .payloadsOf('publish-warehouse-month')
        .map((one) => PublishWarehouseMonthInput.strict().parse(one).month),
    ).toEqual(planned.months);
    expect(status).toBe('SUCCEEDED');
  });

  test('does nothing where nothing is missing', async () => {
    const { script, visited } = await run({ 'plan-warehouse-export': [nothing] });
    expect(visited).toEqual([...asked, 'Exported']);
    expect(script.payloadsOf('stage-warehouse-day')).toEqual([]);
  });

  test('plans again while there is more, the thorough look too', async () => {
    const { script, visited, status } = await run({
      'plan-warehouse-export': [{ ...planned, more: true }, { ...planned, more: true }, nothing],
    });
    expect(visited.filter((name) => name === 'Count the round')).toHaveLength(2);
    expect(script.payloadsOf('plan-warehouse-export')).toEqual([input, input, input]);
    expect(status).toBe('SUCCEEDED');
  });

  test('leaves the rest to the next night after forty rounds', async () => {
    const { script, status } = await run({
      'plan-warehouse-export': [{ ...planned, days: [], months: [], more: true }],
    });
    expect(script.payloadsOf('plan-warehouse-export')).toHaveLength(40);
    expect(status).toBe('SUCCEEDED');
  });

  test('publishes nothing when a day does not add up, and tells of it', async () => {
    const { script, visited, status } = await run({ 'stage-warehouse-day': [staged, refused] });
    expect(visited).toEqual([...asked, ...days, 'Tell of a refusal', 'Refused to publish']);
    expect(script.payloadsOf('stage-warehouse-day')).toHaveLength(2);
    expect(script.messages).toEqual([
      {
        contractVersion: 1,
        machine: 'warehouse-export',
        execution: 'riverside-2026-04-01',
        practiceId: 'riverside',
      },
    ]);
    expect(status).toBe('FAILED');
  });

  test('publishes the other months when one does not add up, and tells of it', async () => {
    const { script, visited, status } = await run({
      'plan-warehouse-export': [{ ...planned, months: ['2026-02', '2026-03'] }],
      'publish-warehouse-month': [refused, published],
    });
    expect(script.payloadsOf('publish-warehouse-month')).toHaveLength(2);
    expect(visited.slice(-2)).toEqual(['Tell of a refusal', 'Refused to publish']);
    expect(script.messages).toHaveLength(1);
    expect(status).toBe('FAILED');
  });

  test.each(Object.keys(functions))('tries %s again after a passing fault', async (name) => {
    const answer = functions[name as keyof typeof functions];
    const { status, script } = await run({ [name]: [{ throws: 'TemporaryFault' }, ...answer] });
    expect(status).toBe('SUCCEEDED');
    expect(script.messages).toEqual([]);
  });

  test.each([
    ['plan-warehouse-export', {}],
    ['stage-warehouse-day', { day: '2026-03-30' }],
    ['publish-warehouse-month', { month: '2026-03' }],
  ])('reports a defect of %s by its ids and ends', async (name, ids) => {
    const { script, status } = await run({ [name]: [{ throws: 'TypeError' }] });
    expect(status).toBe('FAILED');
    expect(script.messages[0]).toMatchObject({
      machine: 'warehouse-export',
      practiceId: 'riverside',
      error: 'TypeError',
      ...ids,
    });
  });
});
