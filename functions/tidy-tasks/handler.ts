import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { staffWorld } from '#adapters/lambda/staff-world.ts';
import { tidyTasksStep } from './tidy-tasks-step.ts';

const world = { ...tablesWorld(), ...staffWorld() };

export const handler = claimsHandler('tidy-tasks', () => tidyTasksStep(world));
