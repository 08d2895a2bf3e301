import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { findMissingHalvesStep } from './find-missing-halves-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('find-missing-halves', () => findMissingHalvesStep(world));
