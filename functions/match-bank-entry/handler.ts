import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { matchBankEntryStep } from './match-bank-entry-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('match-bank-entry', (event: unknown) =>
  matchBankEntryStep(event, world),
);
