import type { WarehouseReport } from '#contracts/warehouse/report.ts';

/** Every report on the warehouse. */
export const warehouseReports: readonly WarehouseReport[] = [];

/**
 * The report of this name.
 * @throws Error that names all the known ones.
 */
export function findWarehouseReport(name: string): WarehouseReport {
  const found = warehouseReports.find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(
      `There is no report "${name}"; expected one of ${warehouseReports.map((one) => one.name).join(', ')}`,
    );
  }
  return found;
}
