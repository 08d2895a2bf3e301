import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readEnvironment } from '#adapters/lambda/environment.ts';
import { submitClaimStep } from './submit-claim-step.ts';

const { USAGE_INDICATOR } = readEnvironment('USAGE_INDICATOR');
const world = { ...tablesWorld(), ...documentsWorld(), usageIndicator: USAGE_INDICATOR };

export const handler = claimsHandler('submit-claim', (event: unknown) => submitClaimStep(event, world));
