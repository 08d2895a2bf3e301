import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { patientRoutes } from '#contracts/staff-api/patients.ts';
import { linkPatientsStep } from './link-patients-step.ts';

const world = tablesWorld();

export const handler = staffHandler('link-patients', patientRoutes, (event: unknown) =>
  linkPatientsStep(event, world),
);
