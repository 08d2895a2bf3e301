import { executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { askPermitStep } from './ask-permit-step.ts';

const world = { ...tablesWorld(), ...executionsWorld() };

export const handler = claimsHandler('ask-permit', (event: unknown) => askPermitStep(event, world));
