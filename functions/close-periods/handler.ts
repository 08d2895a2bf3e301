import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { closePeriodsStep } from './close-periods-step.ts';

const world = tablesWorld();

export const handler = staffHandler('close-periods', reportRoutes, (event: unknown) =>
  closePeriodsStep(event, world),
);
