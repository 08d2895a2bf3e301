import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readPatientsStep } from './read-patients-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('read-patients', (event: unknown) => readPatientsStep(event, world));
