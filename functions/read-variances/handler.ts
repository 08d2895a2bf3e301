import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { remittanceRoutes } from '#contracts/staff-api/remittances.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { pricesInForce } from '#ports/prices-in-force.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { readVariancesStep } from './read-variances-step.ts';

// Codes and prices belong to no practice: their tables are read once for all.
const { codeSets, clock } = tablesWorld();
const prices = pricesInForce(codeSets, tablesInForce(codeSets, seedTables, clock), clock);

export const handler = practiceHandler(
  'read-variances',
  remittanceRoutes,
  (items) => ({ ...tablesWorld(items), prices }),
  readVariancesStep,
);
