import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readClaimsStep } from './read-claims-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('read-claims', (event: unknown) => readClaimsStep(event, world));
