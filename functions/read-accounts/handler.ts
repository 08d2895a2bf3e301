import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readAccountsStep } from './read-accounts-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('read-accounts', (event: unknown) => readAccountsStep(event, world));
