import { PlainDate } from '#contracts/dates.ts';
import { TellableError } from '#contracts/errors.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { problemsOf } from '#contracts/queries.ts';
import {
  CheckWarehouseAge,
  type WarehouseAgeAnswer,
  type WarehouseStanding,
} from '#contracts/warehouse/standing.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { standingOf } from '#domain/warehouse/standing.ts';
import type { Clock } from '#ports/clock.ts';
import type { ExportBook } from '#ports/export-book.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { publicationsIn } from '#ports/see-publications.ts';

export interface CheckWarehouseAgeWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'listIds'>;
  readonly ledgerDays: Pick<LedgerDays, 'list'>;
  readonly exportBook: Pick<ExportBook, 'days' | 'months' | 'dimensions'>;
  readonly lateAfterDays: number;
}

/** The last day that readers of the warehouse see is older than the stage allows. */
export class WarehouseLate extends TellableError {
  override readonly name = 'WarehouseLate';
}

const [firstDay, lastDay] = [PlainDate.parse('1900-01-01'), PlainDate.parse('9999-12-31')];

/**
 * Says how old the last published day of each practice is, whatever kept the next one back: an export that refused, that
 * was overtaken, or that never began.
 * @throws WarehouseLate by schedule, when one is too old; it names each.
 */
export async function checkWarehouseAgeStep(
  event: unknown,
  world: CheckWarehouseAgeWorld,
): Promise<WarehouseAgeAnswer> {
  const request = CheckWarehouseAge.safeParse(event);
  if (!request.success) {
    return { outcome: 'refused', problems: problemsOf(request.error) };
  }
  const today = dateOf(world.clock.now());
  const practices: WarehouseStanding[] = [];
  for (const practiceId of await world.practices.listIds()) {
    practices.push(await lookAt(practiceId, today, world));
  }
  const late = practices.filter(({ isLate }) => isLate);
  if (late.length > 0 && !request.data.onDemand) {
    throw new WarehouseLate(
      `More than ${world.lateAfterDays} days old in the warehouse: ${late.map(sentenceOn).join('; ')}`,
    );
  }
  return { outcome: 'looked', lateAfterDays: world.lateAfterDays, practices };
}

async function lookAt(
  practiceId: PracticeId,
  today: PlainDate,
  { ledgerDays, exportBook, lateAfterDays }: CheckWarehouseAgeWorld,
): Promise<WarehouseStanding> {
  const [counted, staged, published] = await Promise.all([
    ledgerDays.list(practiceId, firstDay, lastDay),
    exportBook.days(practiceId, firstDay, lastDay),
    publicationsIn(exportBook).published(practiceId),
  ]);
  return standingOf(
    { practiceId, counted, staged, publishedThrough: published?.through },
    today,
    lateAfterDays,
  );
}

function sentenceOn({ practiceId, publishedThrough, because }: WarehouseStanding): string {
  return `${practiceId} is published through ${publishedThrough ?? 'no day'} (${because ?? 'nothing is missing'})`;
}
