import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { restartLegStep } from './restart-leg-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('restart-leg', (event: unknown) => restartLegStep(event, world));
