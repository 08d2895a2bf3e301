import { documentsWorld, executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { workTaskStep } from './work-task-step.ts';

const world = {
  ...tablesWorld(),
  ...documentsWorld(),
  ...executionsWorld('encounter-intake', 'remittance-posting'),
};

export const handler = claimsHandler('work-task', (event: unknown) => workTaskStep(event, world));
