import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { holdRoutes } from '#contracts/staff-api/holds.ts';
import { manageHoldsStep } from './manage-holds-step.ts';

export const handler = practiceHandler('manage-holds', holdRoutes, tablesWorld, manageHoldsStep);
