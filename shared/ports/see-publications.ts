import type { Published } from '#contracts/warehouse/run-report.ts';
import { lastOfMonth } from '#domain/reports/month-end.ts';
import type { ExportBook } from './export-book.ts';
import type { WarehousePublications } from './warehouse-queries.ts';

/**
 * How far a practice is published, from what was kept of its export: up to the end of the last month, or to where the first
 * month ends that is not whole. What is published after a gap counts for nothing until the gap is closed.
 */
export function publicationsIn(book: Pick<ExportBook, 'months' | 'dimensions'>): WarehousePublications {
  return {
    async published(practiceId) {
      const [months, dimensions] = await Promise.all([book.months(practiceId), book.dimensions(practiceId)]);
      const last = months.find(({ month, through }) => through < lastOfMonth(month)) ?? months.at(-1);
      if (last === undefined || dimensions === undefined) {
        return undefined;
      }
      const at = [...months, dimensions].reduce<Published['at']>(
        (latest, { publishedAt }) => (publishedAt > latest ? publishedAt : latest),
        last.publishedAt,
      );
      return { through: last.through, at };
    },
  };
}
