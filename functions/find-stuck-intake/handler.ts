import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { findStuckIntakeStep } from './find-stuck-intake-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('find-stuck-intake', () => findStuckIntakeStep(world));
