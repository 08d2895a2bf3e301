import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { holdRoutes } from '#contracts/staff-api/holds.ts';
import { manageHoldsStep } from './manage-holds-step.ts';

const world = tablesWorld();

export const handler = staffHandler('manage-holds', holdRoutes, (event: unknown) =>
  manageHoldsStep(event, world),
);
