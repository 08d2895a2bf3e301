import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { replayScrubStep } from './replay-scrub-step.ts';

// Codes belong to no practice: their tables are read once for all.
const { codeSets, clock } = tablesWorld();
const tables = tablesInForce(codeSets, seedTables, clock);

export const handler = practiceHandler(
  'replay-scrub',
  claimRoutes,
  (items) => ({ ...tablesWorld(items), tables }),
  replayScrubStep,
);
