import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { readPracticesStep } from './read-practices-step.ts';

const world = tablesWorld();

export const handler = staffHandler('read-practices', practiceRoutes, (event: unknown) =>
  readPracticesStep(event, world),
);
