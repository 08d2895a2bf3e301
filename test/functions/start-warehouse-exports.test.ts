import { describe, expect, it } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import { memoryExecutions } from '#adapters/memory/memory-executions.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { startWarehouseExportsStep } from '../../functions/start-warehouse-exports/start-warehouse-exports-step.ts';

const north = PracticeId.parse('north');
const south = PracticeId.parse('south');

function world(now = '2026-04-01T07:15:00.000Z') {
  const tables = new MemoryTables();
  return {
    tables,
    clock: { now: () => Instant.parse(now) },
    practices: { listIds: () => Promise.resolve([north, south]) },
    executions: memoryExecutions(tables),
  };
}

describe('Starting the exports', () => {
  it('starts one execution for each practice, once a day however often it is called', async () => {
    const here = world();
    await startWarehouseExportsStep({}, here);
    const again = await startWarehouseExportsStep({}, here);
    expect(again).toEqual({
      outcome: 'started',
      started: [
        { practiceId: north, execution: 'north-2026-04-01' },
        { practiceId: south, execution: 'south-2026-04-01' },
      ],
    });
    expect([...here.tables.executions]).toEqual([
      ['warehouse-export/north-2026-04-01', { contractVersion: 1, practiceId: north, thorough: false }],
      ['warehouse-export/south-2026-04-01', { contractVersion: 1, practiceId: south, thorough: false }],
    ]);
  });

  it('starts the practice that a person names, also on a day on which it was exported', async () => {
    const here = world();
    await startWarehouseExportsStep({}, here);
    await startWarehouseExportsStep({ practiceId: north, thorough: true, onDemand: true }, here);
    expect(here.tables.executions.get('warehouse-export/north-20260401T071500')).toEqual({
      contractVersion: 1,
      practiceId: north,
      thorough: true,
    });
    expect(here.tables.executions.size).toBe(3);
  });

  it('refuses a practice that is not there, and what is no request', async () => {
    const here = world();
    expect(await startWarehouseExportsStep({ practiceId: 'east' }, here)).toEqual({
      outcome: 'refused',
      problems: ['practiceId: there is no practice east'],
    });
    expect(await startWarehouseExportsStep({ thorough: 'yes' }, here)).toMatchObject({ outcome: 'refused' });
    expect(here.tables.executions.size).toBe(0);
  });
});
