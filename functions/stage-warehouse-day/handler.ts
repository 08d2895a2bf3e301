import { tablesWorld, warehouseWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { pricesInForce } from '#ports/prices-in-force.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { stageWarehouseDayStep } from './stage-warehouse-day-step.ts';

const stores = tablesWorld();
const tables = tablesInForce(stores.codeSets, seedTables, stores.clock);
const prices = pricesInForce(stores.codeSets, tables, stores.clock);
const world = { ...stores, ...warehouseWorld(), prices };

export const handler = claimsHandler(
  'stage-warehouse-day',
  (event: unknown) => stageWarehouseDayStep(event, world),
  ({ problems }) => problems,
);
