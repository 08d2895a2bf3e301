import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { ledgerRoutes } from '#contracts/staff-api/ledger.ts';
import { remittanceRoutes } from '#contracts/staff-api/remittances.ts';
import { readLedgerStep } from './read-ledger-step.ts';

export const handler = practiceHandler(
  'read-ledger',
  [...ledgerRoutes, ...remittanceRoutes],
  tablesWorld,
  readLedgerStep,
);
