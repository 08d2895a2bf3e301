import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { enterAtDeskStep } from './enter-at-desk-step.ts';

const others = { ...documentsWorld() };

export const handler = practiceHandler(
  'enter-at-desk',
  frontDeskRoutes,
  (tables) => ({ ...tablesWorld(tables), ...others }),
  enterAtDeskStep,
);
