import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { uploadRoutes } from '#contracts/staff-api/uploads.ts';
import { readUploadsStep } from './read-uploads-step.ts';

export const handler = practiceHandler('read-uploads', uploadRoutes, tablesWorld, readUploadsStep);
