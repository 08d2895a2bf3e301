import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { ledgerRoutes } from '#contracts/staff-api/ledger.ts';
import { remittanceRoutes } from '#contracts/staff-api/remittances.ts';
import { readLedgerStep } from './read-ledger-step.ts';

const world = tablesWorld();

export const handler = staffHandler('read-ledger', [...ledgerRoutes, ...remittanceRoutes], (event: unknown) =>
  readLedgerStep(event, world),
);
