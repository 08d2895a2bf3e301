import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readPracticesStep } from './read-practices-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('read-practices', (event: unknown) => readPracticesStep(event, world));
