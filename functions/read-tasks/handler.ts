import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { readTasksStep } from './read-tasks-step.ts';

const others = { ...documentsWorld() };

export const handler = practiceHandler(
  'read-tasks',
  taskRoutes,
  (tables) => ({ ...tablesWorld(tables), ...others }),
  readTasksStep,
);
