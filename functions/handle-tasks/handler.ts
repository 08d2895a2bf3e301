import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { handleTasksStep } from './handle-tasks-step.ts';

export const handler = practiceHandler('handle-tasks', taskRoutes, tablesWorld, handleTasksStep);
