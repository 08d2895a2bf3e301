import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { closePeriodsStep } from './close-periods-step.ts';

const world = tablesWorld();

export const handler = claimsHandler('close-periods', (event: unknown) => closePeriodsStep(event, world));
