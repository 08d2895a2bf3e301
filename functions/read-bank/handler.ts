import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readBankStep } from './read-bank-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('read-bank', (event: unknown) => readBankStep(event, world));
