import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { reviewHoldsStep } from './review-holds-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('review-holds', () => reviewHoldsStep(world));
