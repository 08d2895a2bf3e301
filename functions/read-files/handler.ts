import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { fileRoutes } from '#contracts/staff-api/files.ts';
import { readFilesStep } from './read-files-step.ts';

const others = { ...documentsWorld() };

export const handler = practiceHandler(
  'read-files',
  fileRoutes,
  (tables) => ({ ...tablesWorld(tables), ...others }),
  readFilesStep,
);
