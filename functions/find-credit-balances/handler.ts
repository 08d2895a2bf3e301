import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { findCreditBalancesStep } from './find-credit-balances-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('find-credit-balances', () => findCreditBalancesStep(world));
