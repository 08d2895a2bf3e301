import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { sha256Hex } from '#adapters/system/sha256.ts';
import { takeInEncountersStep } from './take-in-encounters-step.ts';

const world = { ...tablesWorld(), ...documentsWorld(), sha256: sha256Hex };

export const handler = claimsHandler('take-in-encounters', (event: unknown) =>
  takeInEncountersStep(event, world),
);
