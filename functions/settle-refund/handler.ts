import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { ledgerRoutes } from '#contracts/staff-api/ledger.ts';
import { settleRefundStep } from './settle-refund-step.ts';

const world = tablesWorld();

export const handler = staffHandler('settle-refund', ledgerRoutes, (event: unknown) =>
  settleRefundStep(event, world),
);
