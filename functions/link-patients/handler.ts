import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { linkPatientsStep } from './link-patients-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('link-patients', (event: unknown) => linkPatientsStep(event, world));
