import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { enterAtDeskStep } from './enter-at-desk-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = staffHandler('enter-at-desk', frontDeskRoutes, (event: unknown) =>
  enterAtDeskStep(event, world),
);
