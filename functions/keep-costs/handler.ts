import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { costRoutes } from '#contracts/staff-api/costs.ts';
import { keepCostsStep } from './keep-costs-step.ts';

const world = tablesWorld();

export const handler = staffHandler('keep-costs', costRoutes, (event) => keepCostsStep(event, world));
