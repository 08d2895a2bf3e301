import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { patientRoutes } from '#contracts/staff-api/patients.ts';
import { linkPatientsStep } from './link-patients-step.ts';

export const handler = practiceHandler('link-patients', patientRoutes, tablesWorld, linkPatientsStep);
