import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { replayScrubStep } from './replay-scrub-step.ts';

const stores = tablesWorld();
const world = { ...stores, tables: tablesInForce(stores.codeSets, seedTables, stores.clock) };

export const handler = claimsHandler('replay-scrub', (event: unknown) => replayScrubStep(event, world));
