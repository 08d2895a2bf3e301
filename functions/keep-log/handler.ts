import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { contactLogRoutes } from '#contracts/staff-api/contact-log.ts';
import { keepLogStep } from './keep-log-step.ts';

export const handler = practiceHandler('keep-log', contactLogRoutes, tablesWorld, keepLogStep);
