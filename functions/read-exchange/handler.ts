import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { readExchangeStep } from './read-exchange-step.ts';

const world = tablesWorld();

export const handler = staffHandler('read-exchange', practiceRoutes, (event: unknown) =>
  readExchangeStep(event, world),
);
