import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler, staffWorld } from '#adapters/lambda/staff-handler.ts';
import { sessionRoutes } from '#contracts/staff-api/session.ts';
import { showMeStep } from './show-me-step.ts';

const world = { ...tablesWorld(), ...staffWorld() };

export const handler = staffHandler('show-me', sessionRoutes, (event: unknown) => showMeStep(event, world));
