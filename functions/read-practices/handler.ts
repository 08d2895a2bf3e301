import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { readPracticesStep } from './read-practices-step.ts';

export const handler = practiceHandler('read-practices', practiceRoutes, tablesWorld, readPracticesStep);
