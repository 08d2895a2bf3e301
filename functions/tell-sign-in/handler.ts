import { readEnvironment } from '#adapters/lambda/environment.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { sessionRoutes } from '#contracts/staff-api/session.ts';
import { tellSignInStep } from './tell-sign-in-step.ts';

const { SIGN_IN_URL, SIGN_IN_CLIENT_ID } = readEnvironment('SIGN_IN_URL', 'SIGN_IN_CLIENT_ID');

export const handler = staffHandler('tell-sign-in', sessionRoutes, () =>
  Promise.resolve(tellSignInStep({ url: SIGN_IN_URL, clientId: SIGN_IN_CLIENT_ID })),
);
