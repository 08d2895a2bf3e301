import { executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { resumeRunStep } from './resume-run-step.ts';

const world = { ...tablesWorld(), ...executionsWorld('encounter-intake', 'remittance-posting') };

export const handler = claimsHandler('resume-run', (event: unknown) => resumeRunStep(event, world));
