import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readUploadsStep } from './read-uploads-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('read-uploads', (event: unknown) => readUploadsStep(event, world));
