import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { readClaimsStep } from './read-claims-step.ts';

const world = tablesWorld();

export const handler = staffHandler('read-claims', claimRoutes, (event: unknown) =>
  readClaimsStep(event, world),
);
