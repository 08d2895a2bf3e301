import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { readDeskStep } from './read-desk-step.ts';

const others = { ...documentsWorld() };

export const handler = practiceHandler(
  'read-desk',
  frontDeskRoutes,
  (tables) => ({ ...tablesWorld(tables), ...others }),
  readDeskStep,
);
