import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { takeOverClaimsStep } from './take-over-claims-step.ts';

const others = { ...documentsWorld() };

export const handler = practiceHandler(
  'take-over-claims',
  practiceRoutes,
  (tables) => ({ ...tablesWorld(tables), ...others }),
  takeOverClaimsStep,
);
