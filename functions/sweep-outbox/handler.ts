import { executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { sweepOutboxStep } from './sweep-outbox-step.ts';

const world = { ...tablesWorld(), ...executionsWorld('claim-pipeline', 'patient-account') };

export const handler = claimsHandler('sweep-outbox', () => sweepOutboxStep(world));
