import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { closePeriodsStep } from './close-periods-step.ts';

export const handler = practiceHandler('close-periods', reportRoutes, tablesWorld, closePeriodsStep);
