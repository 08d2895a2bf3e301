import type { PracticeId } from '#contracts/identifiers.ts';
import type { Month } from '#contracts/periods.ts';
import type { WarehouseTable } from '#contracts/warehouse/column.ts';
import type { PublishedMonth } from '#contracts/warehouse/export-book.ts';
import { controlKeyOf, folderOf, partOf } from '#contracts/warehouse/places.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { controlTotals } from '#domain/warehouse/control-totals.ts';
import type { WarehouseCatalog } from './warehouse-catalog.ts';
import type { TableRow, WarehouseFiles } from './warehouse-files.ts';

/** Rows of one file: engines read some such files at the same time, and none of them is small but the last. */
const rowsAPart = 250_000;

/** A partition of a table; dimensions have no month. */
interface Partition {
  readonly table: WarehouseTable;
  readonly practiceId: PracticeId;
  readonly month?: Month;
}

/** Writes all rows of a partition into a folder that is named by them, with their control totals. Nobody reads it yet. */
export async function writeFolder(
  { table, practiceId, month, rows }: Partition & { readonly rows: readonly TableRow[] },
  { warehouse }: { readonly warehouse: WarehouseFiles },
): Promise<PublishedMonth['facts'][string]> {
  const totals = controlTotals(table.columns, rows);
  const names = table.columns.map(({ name, type }) => [name, type]);
  const folder = folderOf(table, practiceId, month, contentHashOf([names, totals.hash]).slice(0, 32));
  const parts = Math.max(1, Math.ceil(rows.length / rowsAPart));
  for (let part = 1; part <= parts; part += 1) {
    await warehouse.writeTable(
      partOf(folder, part),
      table.columns,
      rows.slice((part - 1) * rowsAPart, part * rowsAPart),
    );
  }
  await warehouse.writeJson(controlKeyOf(folder), {
    table: table.name,
    version: table.version,
    practiceId,
    ...(month === undefined ? {} : { month }),
    parts,
    ...totals,
  });
  return { folder, totals };
}

/** Lets the catalogue point at a folder, unless it does. @returns how many partitions were moved. */
export async function pointAt(
  { table, practiceId, month, folder }: Partition & { readonly folder: string },
  { warehouse, catalog }: { readonly warehouse: WarehouseFiles; readonly catalog: WarehouseCatalog },
): Promise<number> {
  const location = warehouse.locationOf(folder);
  if ((await catalog.locations(table, practiceId)).get(month ?? '') === location) {
    return 0;
  }
  await catalog.move(table, practiceId, month, location);
  return 1;
}
