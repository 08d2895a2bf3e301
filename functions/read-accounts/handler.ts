import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { patientRoutes } from '#contracts/staff-api/patients.ts';
import { readAccountsStep } from './read-accounts-step.ts';

const world = tablesWorld();

export const handler = staffHandler('read-accounts', patientRoutes, (event: unknown) =>
  readAccountsStep(event, world),
);
