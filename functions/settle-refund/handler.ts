import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { settleRefundStep } from './settle-refund-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('settle-refund', (event: unknown) => settleRefundStep(event, world));
