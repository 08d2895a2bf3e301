import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { gatherVisitsStep } from './gather-visits-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('gather-visits', (event: unknown) => gatherVisitsStep(event, world));
