import {
  acknowledgement,
  adjudicationLine,
  adjustment,
  claimEvent,
  eligibility,
  estimate,
  submission,
  variance,
} from './claim-facts.ts';
import type { RowOf, WarehouseTable } from './column.ts';
import {
  codeDimension,
  identifiedPatientDimension,
  patientDimension,
  payerDimension,
  planDimension,
  practiceDimension,
  providerDimension,
} from './dimensions.ts';
import { charge, ledgerEntry, payment, providerAdjustment } from './money-facts.ts';
import { codingAudit, cost, statement, taskEvent } from './work-facts.ts';

/** Every fact of the warehouse. */
export const factTables = [
  ledgerEntry,
  charge,
  payment,
  providerAdjustment,
  claimEvent,
  submission,
  acknowledgement,
  adjudicationLine,
  adjustment,
  variance,
  eligibility,
  estimate,
  taskEvent,
  statement,
  codingAudit,
  cost,
] as const;

/** Every dimension of the warehouse. */
export const dimensionTables = [
  practiceDimension,
  providerDimension,
  payerDimension,
  planDimension,
  codeDimension,
  patientDimension,
  identifiedPatientDimension,
] as const;

export const warehouseTables: readonly WarehouseTable[] = [...factTables, ...dimensionTables];

export type FactTable = (typeof factTables)[number];
export type FactName = FactTable['name'];
/** A row of the fact of this name. */
export type FactRow<Name extends FactName> = RowOf<Extract<FactTable, { readonly name: Name }>>;

export type DimensionTable = (typeof dimensionTables)[number];
export type DimensionName = DimensionTable['name'];
/** A row of the dimension of this name. */
export type DimensionRow<Name extends DimensionName> = RowOf<
  Extract<DimensionTable, { readonly name: Name }>
>;
