import { readEnvironment } from '#adapters/lambda/environment.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { sessionRoutes } from '#contracts/staff-api/session.ts';
import { tellSignInStep } from './tell-sign-in-step.ts';

const { SIGN_IN_URL, SIGN_IN_CLIENT_ID } = readEnvironment('SIGN_IN_URL', 'SIGN_IN_CLIENT_ID');

const place = { url: SIGN_IN_URL, clientId: SIGN_IN_CLIENT_ID };

export const handler = practiceHandler(
  'tell-sign-in',
  sessionRoutes,
  () => place,
  (_event, at) => Promise.resolve(tellSignInStep(at)),
);
