import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { handleTasksStep } from './handle-tasks-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('handle-tasks', (event: unknown) => handleTasksStep(event, world));
