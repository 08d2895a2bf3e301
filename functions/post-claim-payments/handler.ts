import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { postClaimPaymentsStep } from './post-claim-payments-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('post-claim-payments', (event: unknown) =>
  postClaimPaymentsStep(event, world),
);
