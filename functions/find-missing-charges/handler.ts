import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { findMissingChargesStep } from './find-missing-charges-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('find-missing-charges', () => findMissingChargesStep(world));
