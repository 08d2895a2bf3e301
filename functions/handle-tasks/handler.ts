import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { handleTasksStep } from './handle-tasks-step.ts';

const world = tablesWorld();

export const handler = staffHandler('handle-tasks', taskRoutes, (event: unknown) =>
  handleTasksStep(event, world),
);
