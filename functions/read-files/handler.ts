import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { fileRoutes } from '#contracts/staff-api/files.ts';
import { readFilesStep } from './read-files-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = staffHandler('read-files', fileRoutes, (event: unknown) =>
  readFilesStep(event, world),
);
