import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { takeInVisitsStep } from './take-in-visits-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('take-in-visits', (event: unknown) => takeInVisitsStep(event, world));
