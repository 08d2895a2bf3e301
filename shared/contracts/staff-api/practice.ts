import * as z from 'zod';
import { CutoverAnswer, CutoverRequest } from '../cutover.ts';
import { ExchangeNumbersAnswer } from '../exchange-numbers.ts';
import { ImportPracticeAnswer, ImportPracticeRequest, PracticeEdition } from '../practice-import.ts';
import { Practice } from '../practice.ts';
import { everybody } from './roles.ts';
import type { StaffRoute } from './route.ts';

export const practiceRoutes = [
  {
    id: 'show-practice',
    method: 'GET',
    path: '/api/practices/{practiceId}/settings',
    function: 'read-practices',
    roles: everybody,
    does: 'reads',
    tells: 'practice',
    summary: "The practice's master data, as in force or of an edition",
    fixed: { read: 'edition' },
    request: z.strictObject({ edition: z.coerce.number().int().min(1).optional() }),
    answer: z.object({ practice: Practice.nullable() }),
  },
  {
    id: 'practice-history',
    method: 'GET',
    path: '/api/practices/{practiceId}/settings-history',
    function: 'read-practices',
    roles: everybody,
    does: 'reads',
    tells: 'practice',
    summary: 'Who changed what of the master data, and when',
    fixed: { read: 'history' },
    request: z.strictObject({}),
    answer: z.object({ history: z.array(PracticeEdition) }),
  },
  {
    id: 'load-practice',
    method: 'POST',
    path: '/api/practices/{practiceId}/settings',
    function: 'load-practice',
    roles: ['manager', 'administrator'],
    does: 'changes',
    tells: 'practice',
    summary: 'Compares a practice document with what is in force, and saves it where so wanted',
    takes: ['by'],
    request: ImportPracticeRequest.omit({ practiceId: true, by: true }).extend({
      document: z.looseObject({}),
    }),
    answer: ImportPracticeAnswer.options[0],
  },
  {
    id: 'take-over-claims',
    method: 'POST',
    path: '/api/practices/{practiceId}/cutovers',
    function: 'take-over-claims',
    roles: ['manager'],
    does: 'changes',
    tells: 'practice',
    summary: 'Checks a file of an old system, or takes over what it holds; asked again it goes on',
    takes: ['user'],
    request: CutoverRequest.omit({ practiceId: true, user: true }),
    answer: z.union([CutoverAnswer.options[0], CutoverAnswer.options[1]]),
    isHeavy: true,
  },
  {
    id: 'exchange-numbers',
    method: 'GET',
    path: '/api/practices/{practiceId}/exchange-numbers',
    function: 'read-exchange',
    roles: ['biller', 'manager', 'finance'],
    does: 'reads',
    tells: 'practice',
    summary: 'Which interchange numbers were exchanged with whom, and which are missing',
    fixed: { query: 'numbers' },
    request: z.strictObject({}),
    answer: ExchangeNumbersAnswer,
    isHeavy: true,
  },
] as const satisfies readonly StaffRoute[];
