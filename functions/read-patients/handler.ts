import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { patientRoutes } from '#contracts/staff-api/patients.ts';
import { readPatientsStep } from './read-patients-step.ts';

export const handler = practiceHandler('read-patients', patientRoutes, tablesWorld, readPatientsStep);
