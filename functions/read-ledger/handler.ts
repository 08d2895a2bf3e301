import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readLedgerStep } from './read-ledger-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('read-ledger', (event: unknown) => readLedgerStep(event, world));
