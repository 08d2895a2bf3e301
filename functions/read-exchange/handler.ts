import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { readExchangeStep } from './read-exchange-step.ts';

export const handler = practiceHandler('read-exchange', practiceRoutes, tablesWorld, readExchangeStep);
