import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { remittanceRoutes } from '#contracts/staff-api/remittances.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { pricesInForce } from '#ports/prices-in-force.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { readVariancesStep } from './read-variances-step.ts';

const stores = tablesWorld();
const tables = tablesInForce(stores.codeSets, seedTables, stores.clock);
const world = { ...stores, prices: pricesInForce(stores.codeSets, tables, stores.clock) };

export const handler = staffHandler('read-variances', remittanceRoutes, (event: unknown) =>
  readVariancesStep(event, world),
);
