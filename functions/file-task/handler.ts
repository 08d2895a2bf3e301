import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { queueHandler } from '#adapters/lambda/queue-handler.ts';
import { fileTaskStep } from './file-task-step.ts';

const world = tablesWorld();

export const handler = queueHandler('file-task', (body) => fileTaskStep(body, world));
