import { documentsWorld, executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { paymentRoutes } from '#contracts/staff-api/payments.ts';
import { enterPaymentsStep } from './enter-payments-step.ts';

const routes = [...paymentRoutes, ...frontDeskRoutes];

const others = { ...documentsWorld(), ...executionsWorld('remittance-posting') };

export const handler = practiceHandler(
  'enter-payments',
  routes,
  (tables) => ({ ...tablesWorld(tables), ...others }),
  enterPaymentsStep,
);
