import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { handOverBalanceStep } from './hand-over-balance-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('hand-over-balance', (event: unknown) =>
  handOverBalanceStep(event, world),
);
