import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { takeOverClaimsStep } from './take-over-claims-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = staffHandler('take-over-claims', practiceRoutes, (event: unknown) =>
  takeOverClaimsStep(event, world),
);
