import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { costRoutes } from '#contracts/staff-api/costs.ts';
import { keepCostsStep } from './keep-costs-step.ts';

export const handler = practiceHandler('keep-costs', costRoutes, tablesWorld, keepCostsStep);
