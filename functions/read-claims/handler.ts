import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { readClaimsStep } from './read-claims-step.ts';

export const handler = practiceHandler('read-claims', claimRoutes, tablesWorld, readClaimsStep);
