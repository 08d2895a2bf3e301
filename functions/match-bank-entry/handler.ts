import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { bankRoutes } from '#contracts/staff-api/bank.ts';
import { matchBankEntryStep } from './match-bank-entry-step.ts';

const world = tablesWorld();

export const handler = staffHandler('match-bank-entry', bankRoutes, (event: unknown) =>
  matchBankEntryStep(event, world),
);
