import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { validateRemittanceStep } from './validate-remittance-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('validate-remittance', (event: unknown) =>
  validateRemittanceStep(event, world),
);
