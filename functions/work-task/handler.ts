import { documentsWorld, executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { workTaskStep } from './work-task-step.ts';

const others = { ...documentsWorld(), ...executionsWorld('encounter-intake', 'remittance-posting') };

export const handler = practiceHandler(
  'work-task',
  taskRoutes,
  (tables) => ({ ...tablesWorld(tables), ...others }),
  workTaskStep,
);
