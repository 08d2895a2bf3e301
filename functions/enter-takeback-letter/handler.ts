import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { ledgerRoutes } from '#contracts/staff-api/ledger.ts';
import { enterTakebackLetterStep } from './enter-takeback-letter-step.ts';

export const handler = practiceHandler(
  'enter-takeback-letter',
  ledgerRoutes,
  tablesWorld,
  enterTakebackLetterStep,
);
