import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { handleTasksStep } from './handle-tasks-step.ts';
import { takeNextTaskStep } from './take-next-task-step.ts';

const world = tablesWorld();

export const handler = staffHandler('handle-tasks', taskRoutes, (event: unknown) =>
  isForNext(event) ? takeNextTaskStep(event, world) : handleTasksStep(event, world),
);

function isForNext(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'take' in event;
}
