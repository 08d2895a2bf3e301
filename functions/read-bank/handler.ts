import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { bankRoutes } from '#contracts/staff-api/bank.ts';
import { readBankStep } from './read-bank-step.ts';

export const handler = practiceHandler('read-bank', bankRoutes, tablesWorld, readBankStep);
