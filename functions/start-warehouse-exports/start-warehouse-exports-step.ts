import type { PracticeId } from '#contracts/identifiers.ts';
import { problemsOf } from '#contracts/queries.ts';
import { contractVersion } from '#contracts/steps.ts';
import { StartWarehouseExports, type WarehouseExportsStarted } from '#contracts/warehouse/steps.ts';
import type { Clock } from '#ports/clock.ts';
import type { Executions } from '#ports/executions.ts';
import type { PracticeStore } from '#ports/practice-store.ts';

export interface StartWarehouseExportsWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'listIds'>;
  readonly executions: Pick<Executions, 'start'>;
}

/**
 * Starts the export of every practice, or of the one that is named, each as an execution of its own: what stops one stops no
 * other. By schedule a practice is exported once a day, however often the schedule calls; on demand, once a second.
 */
export async function startWarehouseExportsStep(
  event: unknown,
  world: StartWarehouseExportsWorld,
): Promise<WarehouseExportsStarted> {
  const request = StartWarehouseExports.safeParse(event);
  if (!request.success) {
    return { outcome: 'refused', problems: problemsOf(request.error) };
  }
  const { practiceId, thorough, onDemand } = request.data;
  const known = await world.practices.listIds();
  if (practiceId !== undefined && !known.includes(practiceId)) {
    return { outcome: 'refused', problems: [`practiceId: there is no practice ${practiceId}`] };
  }
  const now = world.clock.now();
  const moment = onDemand ? now.slice(0, 19).replaceAll(/[-:]/g, '') : now.slice(0, 10);
  const started: { practiceId: PracticeId; execution: string }[] = [];
  for (const one of practiceId === undefined ? known : [practiceId]) {
    const execution = `${one}-${moment}`;
    await world.executions.start('warehouse-export', execution, {
      contractVersion,
      practiceId: one,
      thorough,
    });
    started.push({ practiceId: one, execution });
  }
  return { outcome: 'started', started };
}
