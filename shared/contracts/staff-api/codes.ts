import * as z from 'zod';
import { ReadCodeSetsAnswer, ReadCodeSetsRequest } from '../code-sets.ts';
import { everybody } from './roles.ts';
import type { StaffRoute } from './route.ts';

const [editions, code, search, differences] = ReadCodeSetsRequest.options;

/** Code sets are the same for every practice; the path only says in which one the person works. */
const ofCodes = {
  method: 'GET',
  function: 'read-code-sets',
  roles: everybody,
  does: 'reads',
  tells: 'practice',
  leavesPracticeOut: true,
} as const;

export const codeRoutes = [
  {
    ...ofCodes,
    id: 'code-set-editions',
    path: '/api/practices/{practiceId}/code-sets',
    summary: 'Editions of every code set, and from when each is in force',
    fixed: { read: 'editions' },
    request: editions.omit({ read: true }),
    answer: ReadCodeSetsAnswer.options[0],
  },
  {
    ...ofCodes,
    id: 'show-code',
    path: '/api/practices/{practiceId}/codes',
    summary: 'What every table in force on a day says of a code, or of a pair',
    fixed: { read: 'code' },
    request: code.omit({ read: true }),
    answer: ReadCodeSetsAnswer.options[1],
  },
  {
    ...ofCodes,
    id: 'search-codes',
    path: '/api/practices/{practiceId}/code-search',
    summary: 'Codes that words may mean, the best first',
    fixed: { read: 'search' },
    request: search.omit({ read: true }).extend({
      limit: z.coerce.number().int().min(1).max(100).optional(),
    }),
    answer: ReadCodeSetsAnswer.options[2],
  },
  {
    ...ofCodes,
    id: 'code-set-differences',
    path: '/api/practices/{practiceId}/code-set-differences',
    summary: 'What two editions of a code set differ in',
    fixed: { read: 'differences' },
    request: differences.omit({ read: true }).extend({
      limit: z.coerce.number().int().min(0).max(5000).optional(),
    }),
    answer: ReadCodeSetsAnswer.options[3],
    isHeavy: true,
  },
] as const satisfies readonly StaffRoute[];
