import { documentsWorld, executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { workTaskStep } from './work-task-step.ts';

const world = {
  ...tablesWorld(),
  ...documentsWorld(),
  ...executionsWorld('encounter-intake', 'remittance-posting'),
};

export const handler = staffHandler('work-task', taskRoutes, (event: unknown) => workTaskStep(event, world));
