import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { uploadRoutes } from '#contracts/staff-api/uploads.ts';
import { readUploadsStep } from './read-uploads-step.ts';

const world = tablesWorld();

export const handler = staffHandler('read-uploads', uploadRoutes, (event: unknown) =>
  readUploadsStep(event, world),
);
