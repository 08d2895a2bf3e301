import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { takeNextTaskStep } from './take-next-task-step.ts';

export const handler = practiceHandler('take-next-task', taskRoutes, tablesWorld, takeNextTaskStep);
