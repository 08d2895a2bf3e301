import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { enterTakebackLetterStep } from './enter-takeback-letter-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('enter-takeback-letter', (event: unknown) =>
  enterTakebackLetterStep(event, world),
);
