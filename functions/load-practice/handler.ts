import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { loadPracticeStep } from './load-practice-step.ts';

const world = tablesWorld();

export const handler = staffHandler('load-practice', practiceRoutes, (event: unknown) =>
  loadPracticeStep(event, world),
);
