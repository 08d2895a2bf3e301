import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { findDuplicatePatientsStep } from './find-duplicate-patients-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('find-duplicate-patients', () => findDuplicatePatientsStep(world));
