import { uploadContents } from '#adapters/archive/open-upload.ts';
import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { splitUploadStep } from './split-upload-step.ts';

const world = { ...tablesWorld(), ...documentsWorld(), contents: uploadContents };

export const handler = claimsHandler('split-upload', (event: unknown) => splitUploadStep(event, world));
