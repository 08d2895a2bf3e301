import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { replayScrubStep } from './replay-scrub-step.ts';

const world = { ...tablesWorld(), tables: seedTables };

export const handler = claimsHandler('replay-scrub', (event: unknown) => replayScrubStep(event, world));
