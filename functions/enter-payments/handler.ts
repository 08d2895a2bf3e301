import { documentsWorld, executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { paymentRoutes } from '#contracts/staff-api/payments.ts';
import { enterPaymentsStep } from './enter-payments-step.ts';

const world = { ...tablesWorld(), ...documentsWorld(), ...executionsWorld('remittance-posting') };

const routes = [...paymentRoutes, ...frontDeskRoutes];

export const handler = staffHandler('enter-payments', routes, (event: unknown) =>
  enterPaymentsStep(event, world),
);
