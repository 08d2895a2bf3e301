import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { readDeskStep } from './read-desk-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = staffHandler('read-desk', frontDeskRoutes, (event: unknown) =>
  readDeskStep(event, world),
);
