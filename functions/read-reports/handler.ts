import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readReportsStep } from './read-reports-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('read-reports', (event: unknown) => readReportsStep(event, world));
