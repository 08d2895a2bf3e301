import { executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { uploadRoutes } from '#contracts/staff-api/uploads.ts';
import { resumeRunStep } from './resume-run-step.ts';

const others = { ...executionsWorld('encounter-intake', 'remittance-posting') };

export const handler = practiceHandler(
  'resume-run',
  uploadRoutes,
  (tables) => ({ ...tablesWorld(tables), ...others }),
  resumeRunStep,
);
