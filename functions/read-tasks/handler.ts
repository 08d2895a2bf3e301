import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { readTasksStep } from './read-tasks-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = staffHandler('read-tasks', taskRoutes, (event: unknown) =>
  readTasksStep(event, world),
);
