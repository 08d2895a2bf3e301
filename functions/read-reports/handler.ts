import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { readReportsStep } from './read-reports-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = staffHandler('read-reports', reportRoutes, (event: unknown) =>
  readReportsStep(event, world),
);
