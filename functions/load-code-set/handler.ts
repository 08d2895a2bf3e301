import { uploadContents } from '#adapters/archive/open-upload.ts';
import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { queueHandler } from '#adapters/lambda/queue-handler.ts';
import { loadCodeSetStep } from './load-code-set-step.ts';

const world = { ...tablesWorld(), ...documentsWorld(), contents: uploadContents };

export const handler = queueHandler('load-code-set', (body) => loadCodeSetStep(body, world));
