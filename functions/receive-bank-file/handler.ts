import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { queueHandler } from '#adapters/lambda/queue-handler.ts';
import { receiveBankFileStep } from './receive-bank-file-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = queueHandler('receive-bank-file', (body) => receiveBankFileStep(body, world));
