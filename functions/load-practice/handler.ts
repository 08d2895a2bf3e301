import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { loadPracticeStep } from './load-practice-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('load-practice', (event: unknown) => loadPracticeStep(event, world));
