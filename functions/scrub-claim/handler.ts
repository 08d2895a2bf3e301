import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { scrubClaimStep } from './scrub-claim-step.ts';

const stores = tablesWorld();
const world = { ...stores, tables: tablesInForce(stores.codeSets, seedTables, stores.clock) };

export const handler = claimsHandler('scrub-claim', (event: unknown) => scrubClaimStep(event, world));
