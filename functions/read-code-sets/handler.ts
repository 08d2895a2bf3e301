import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readCodeSetsStep } from './read-code-sets-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('read-code-sets', (event: unknown) => readCodeSetsStep(event, world));
