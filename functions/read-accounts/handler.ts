import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { patientRoutes } from '#contracts/staff-api/patients.ts';
import { readAccountsStep } from './read-accounts-step.ts';

export const handler = practiceHandler('read-accounts', patientRoutes, tablesWorld, readAccountsStep);
