import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { takeOverClaimsStep } from './take-over-claims-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('take-over-claims', (event: unknown) =>
  takeOverClaimsStep(event, world),
);
