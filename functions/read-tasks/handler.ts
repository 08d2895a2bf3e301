import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readTasksStep } from './read-tasks-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('read-tasks', (event: unknown) => readTasksStep(event, world));
