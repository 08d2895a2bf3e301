import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { ledgerRoutes } from '#contracts/staff-api/ledger.ts';
import { enterTakebackLetterStep } from './enter-takeback-letter-step.ts';

const world = tablesWorld();

export const handler = staffHandler('enter-takeback-letter', ledgerRoutes, (event: unknown) =>
  enterTakebackLetterStep(event, world),
);
