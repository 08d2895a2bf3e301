import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { readReportsStep } from './read-reports-step.ts';

const others = { ...documentsWorld() };

export const handler = practiceHandler(
  'read-reports',
  reportRoutes,
  (tables) => ({ ...tablesWorld(tables), ...others }),
  readReportsStep,
);
