import { executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readEnvironment } from '#adapters/lambda/environment.ts';
import { askPermitStep } from './ask-permit-step.ts';

const { INTAKE_CHUNKS_AT_ONCE } = readEnvironment('INTAKE_CHUNKS_AT_ONCE');
const world = { ...tablesWorld(), ...executionsWorld(), chunksAtOnce: INTAKE_CHUNKS_AT_ONCE };

export const handler = claimsHandler('ask-permit', (event: unknown) => askPermitStep(event, world));
