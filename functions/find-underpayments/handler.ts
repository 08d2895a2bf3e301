import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { pricesInForce } from '#ports/prices-in-force.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { findUnderpaymentsStep } from './find-underpayments-step.ts';

const stores = tablesWorld();
const tables = tablesInForce(stores.codeSets, seedTables, stores.clock);
const world = { ...stores, prices: pricesInForce(stores.codeSets, tables, stores.clock) };

export const handler = claimsHandler('find-underpayments', () => findUnderpaymentsStep(world));
