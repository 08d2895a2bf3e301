import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { restartLegStep } from './restart-leg-step.ts';

const world = tablesWorld();

export const handler = staffHandler('restart-leg', claimRoutes, (event: unknown) =>
  restartLegStep(event, world),
);
