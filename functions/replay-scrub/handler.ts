import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { replayScrubStep } from './replay-scrub-step.ts';

const stores = tablesWorld();
const world = { ...stores, tables: tablesInForce(stores.codeSets, seedTables, stores.clock) };

export const handler = staffHandler('replay-scrub', claimRoutes, (event: unknown) =>
  replayScrubStep(event, world),
);
