import type { PracticeId } from '#contracts/identifiers.ts';
import type { Month } from '#contracts/periods.ts';
import type { WarehouseTable } from '#contracts/warehouse/column.ts';

/** Where readers find the rows of a table of a practice: of a fact by month, of a dimension all of them. */
export interface WarehouseCatalog {
  /** Where they are by month, of a dimension under an empty name. */
  locations(table: WarehouseTable, practiceId: PracticeId): Promise<ReadonlyMap<string, string>>;
  /** From this moment readers find the rows there, all at once. */
  move(
    table: WarehouseTable,
    practiceId: PracticeId,
    month: Month | undefined,
    location: string,
  ): Promise<void>;
}
