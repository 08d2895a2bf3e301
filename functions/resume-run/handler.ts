import { executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { uploadRoutes } from '#contracts/staff-api/uploads.ts';
import { resumeRunStep } from './resume-run-step.ts';

const world = { ...tablesWorld(), ...executionsWorld('encounter-intake', 'remittance-posting') };

export const handler = staffHandler('resume-run', uploadRoutes, (event: unknown) =>
  resumeRunStep(event, world),
);
