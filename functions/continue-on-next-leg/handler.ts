import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { continueOnNextLegStep } from './continue-on-next-leg-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('continue-on-next-leg', (event: unknown) =>
  continueOnNextLegStep(event, world),
);
