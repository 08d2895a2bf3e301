import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { staffWorld } from '#adapters/lambda/staff-world.ts';
import { sessionRoutes } from '#contracts/staff-api/session.ts';
import { showMeStep } from './show-me-step.ts';

export const handler = practiceHandler(
  'show-me',
  sessionRoutes,
  // The practices that the token names, each under a session of its own.
  (_tables, enter) => ({
    members: { load: (practiceId, user) => staffWorld(enter(practiceId)).members.load(practiceId, user) },
    practices: {
      edition: (practiceId, edition) => tablesWorld(enter(practiceId)).practices.edition(practiceId, edition),
    },
  }),
  showMeStep,
);
