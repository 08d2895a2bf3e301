import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { recordMissedDeadlineStep } from './record-missed-deadline-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('record-missed-deadline', (event: unknown) =>
  recordMissedDeadlineStep(event, world),
);
