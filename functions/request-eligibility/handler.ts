import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readEnvironment } from '#adapters/lambda/environment.ts';
import { requestEligibilityStep } from './request-eligibility-step.ts';

const { USAGE_INDICATOR } = readEnvironment('USAGE_INDICATOR');
const world = { ...tablesWorld(), ...documentsWorld(), usageIndicator: USAGE_INDICATOR };

export const handler = claimsHandler('request-eligibility', (event: unknown) =>
  requestEligibilityStep(event, world),
);
