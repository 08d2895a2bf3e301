import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { closeRemittanceStep } from './close-remittance-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('close-remittance', (event: unknown) =>
  closeRemittanceStep(event, world),
);
