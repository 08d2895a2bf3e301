import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { takeInEncountersStep } from './take-in-encounters-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('take-in-encounters', (event: unknown) =>
  takeInEncountersStep(event, world),
);
