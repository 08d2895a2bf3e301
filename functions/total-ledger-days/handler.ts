import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { totalLedgerDaysStep } from './total-ledger-days-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('total-ledger-days', () => totalLedgerDaysStep(world));
