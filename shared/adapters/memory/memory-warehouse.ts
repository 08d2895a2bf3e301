import type { StagedDay } from '#contracts/warehouse/export-book.ts';
import type { ExportBook } from '#ports/export-book.ts';
import type { WarehouseCatalog } from '#ports/warehouse-catalog.ts';
import type { WarehouseBytes } from '#ports/warehouse-bytes.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryWarehouseBytes({ warehouseFiles }: MemoryTables): WarehouseBytes {
  return {
    put(key, body) {
      warehouseFiles.set(key, body);
      return Promise.resolve();
    },
    get: (key) => Promise.resolve(warehouseFiles.get(key)),
    locationOf: (folder) => `s3://warehouse/${folder}`,
  };
}

export function memoryWarehouseCatalog({ warehousePartitions }: MemoryTables): WarehouseCatalog {
  return {
    locations(table, practiceId) {
      const prefix = `${table.name}#${practiceId}#`;
      return Promise.resolve(
        new Map(
          [...warehousePartitions]
            .filter(([path]) => path.startsWith(prefix))
            .map(([path, location]) => [path.slice(prefix.length), location]),
        ),
      );
    },
    move(table, practiceId, month, location) {
      warehousePartitions.set(`${table.name}#${practiceId}#${month ?? ''}`, location);
      return Promise.resolve();
    },
  };
}

export function memoryExportBook({
  stagedDays,
  publishedMonths,
  publishedDimensions,
}: MemoryTables): ExportBook {
  const keep = <Kept extends { readonly version: number }>(
    map: Map<string, Kept>,
    path: string,
    record: Kept,
    expectedVersion: number,
  ): Promise<boolean> => {
    if ((map.get(path)?.version ?? 0) !== expectedVersion) {
      return Promise.resolve(false);
    }
    map.set(path, record);
    return Promise.resolve(true);
  };
  const isWithin = ({ day }: StagedDay, from: string, to: string): boolean => day >= from && day <= to;
  return {
    day: (practiceId, day) => Promise.resolve(stagedDays.get(`${practiceId}#${day}`)),
    days: (practiceId, from, to) =>
      Promise.resolve(
        [...stagedDays.values()]
          .filter((one) => one.practiceId === practiceId && isWithin(one, from, to))
          .toSorted((one, other) => (one.day < other.day ? -1 : 1)),
      ),
    keepDay: (day, expectedVersion) => keep(stagedDays, `${day.practiceId}#${day.day}`, day, expectedVersion),
    month: (practiceId, month) => Promise.resolve(publishedMonths.get(`${practiceId}#${month}`)),
    months: (practiceId) =>
      Promise.resolve(
        [...publishedMonths.values()]
          .filter((one) => one.practiceId === practiceId)
          .toSorted((one, other) => (one.month < other.month ? -1 : 1)),
      ),
    keepMonth: (month, expectedVersion) =>
      keep(publishedMonths, `${month.practiceId}#${month.month}`, month, expectedVersion),
    dimensions: (practiceId) => Promise.resolve(publishedDimensions.get(practiceId)),
    keepDimensions: (dimensions, expectedVersion) =>
      keep(publishedDimensions, dimensions.practiceId, dimensions, expectedVersion),
  };
}
