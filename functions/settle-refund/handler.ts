import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { ledgerRoutes } from '#contracts/staff-api/ledger.ts';
import { settleRefundStep } from './settle-refund-step.ts';

export const handler = practiceHandler('settle-refund', ledgerRoutes, tablesWorld, settleRefundStep);
