import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { contactLogRoutes } from '#contracts/staff-api/contact-log.ts';
import { keepLogStep } from './keep-log-step.ts';

const world = tablesWorld();

export const handler = staffHandler('keep-log', contactLogRoutes, (event: unknown) =>
  keepLogStep(event, world),
);
