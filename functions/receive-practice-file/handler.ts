import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { queueHandler } from '#adapters/lambda/queue-handler.ts';
import { receivePracticeFileStep } from './receive-practice-file-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = queueHandler('receive-practice-file', (body) => receivePracticeFileStep(body, world));
