import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { loadPracticeStep, practiceLoaded } from './load-practice-step.ts';

export const handler = practiceHandler(
  'load-practice',
  practiceRoutes,
  tablesWorld,
  loadPracticeStep,
  practiceLoaded,
);
