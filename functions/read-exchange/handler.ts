import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readExchangeStep } from './read-exchange-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('read-exchange', (event: unknown) => readExchangeStep(event, world));
