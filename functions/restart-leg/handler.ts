import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { restartLegStep } from './restart-leg-step.ts';

export const handler = practiceHandler('restart-leg', claimRoutes, tablesWorld, restartLegStep);
