import { documentsWorld, executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { enterPaymentsStep } from './enter-payments-step.ts';

const world = { ...tablesWorld(), ...documentsWorld(), ...executionsWorld('remittance-posting') };

export const handler = claimsHandler('enter-payments', (event: unknown) => enterPaymentsStep(event, world));
