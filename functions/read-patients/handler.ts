import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { patientRoutes } from '#contracts/staff-api/patients.ts';
import { readPatientsStep } from './read-patients-step.ts';

const world = tablesWorld();

export const handler = staffHandler('read-patients', patientRoutes, (event: unknown) =>
  readPatientsStep(event, world),
);
