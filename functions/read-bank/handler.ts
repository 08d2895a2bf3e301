import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { bankRoutes } from '#contracts/staff-api/bank.ts';
import { readBankStep } from './read-bank-step.ts';

const world = tablesWorld();

export const handler = staffHandler('read-bank', bankRoutes, (event: unknown) => readBankStep(event, world));
