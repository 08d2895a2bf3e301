import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { takeNextTaskStep } from './take-next-task-step.ts';

const world = tablesWorld();

export const handler = staffHandler('take-next-task', taskRoutes, (event: unknown) =>
  takeNextTaskStep(event, world),
);
