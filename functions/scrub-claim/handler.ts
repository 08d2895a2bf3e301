import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { scrubClaimStep } from './scrub-claim-step.ts';

const world = { ...tablesWorld(), tables: seedTables };

export const handler = claimsHandler('scrub-claim', (event: unknown) => scrubClaimStep(event, world));
