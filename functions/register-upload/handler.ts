import { documentsWorld, executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { queueHandler } from '#adapters/lambda/queue-handler.ts';
import { registerUploadStep } from './register-upload-step.ts';

const world = { ...tablesWorld(), ...documentsWorld(), ...executionsWorld('encounter-intake') };

export const handler = queueHandler('register-upload', (body) => registerUploadStep(body, world));
