import * as z from 'zod';
import { Me, SignIn } from '../staff-member.ts';
import { everybody } from './roles.ts';
import type { StaffRoute } from './route.ts';

/** What belongs to no practice. */
export const sessionRoutes = [
  {
    id: 'sign-in',
    method: 'GET',
    path: '/api/sign-in',
    function: 'tell-sign-in',
    roles: 'anyone',
    does: 'reads',
    tells: 'practice',
    summary: 'Where to sign in; the only call without a token',
    request: z.strictObject({}),
    answer: SignIn,
  },
  {
    id: 'me',
    method: 'GET',
    path: '/api/me',
    function: 'show-me',
    roles: everybody,
    does: 'reads',
    tells: 'practice',
    summary: 'Who is signed in, in which practices, as what and with which limits',
    takes: ['user', 'practiceIds'],
    request: z.strictObject({}),
    answer: Me,
  },
] as const satisfies readonly StaffRoute[];
