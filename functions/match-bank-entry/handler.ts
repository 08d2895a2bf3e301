import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { bankRoutes } from '#contracts/staff-api/bank.ts';
import { matchBankEntryStep } from './match-bank-entry-step.ts';

export const handler = practiceHandler('match-bank-entry', bankRoutes, tablesWorld, matchBankEntryStep);
