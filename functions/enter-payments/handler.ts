import { documentsWorld, executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { paymentRoutes } from '#contracts/staff-api/payments.ts';
import { enterPaymentsStep } from './enter-payments-step.ts';

const world = { ...tablesWorld(), ...documentsWorld(), ...executionsWorld('remittance-posting') };

export const handler = staffHandler('enter-payments', paymentRoutes, (event: unknown) =>
  enterPaymentsStep(event, world),
);
