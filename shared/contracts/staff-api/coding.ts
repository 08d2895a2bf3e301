import * as z from 'zod';
import {
  CodeSuggestions,
  CodingQuery,
  CodingView,
  DraftScrubbed,
  ModifiersExplained,
  VisitLeveled,
} from '../coding.ts';
import { codingReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

const [, , level, modifiers, scrub] = CodingQuery.options;
const fromPathAndToken = { query: true, practiceId: true, claimId: true, authority: true } as const;

/** All of it tells of a patient: the answers quote what was billed before, or mark where the note says something. */
const ofCoding = {
  function: 'assist-coding',
  roles: codingReaders,
  does: 'reads',
  tells: 'patient',
  takes: ['authority'],
} as const;

export const codingRoutes = [
  {
    ...ofCoding,
    id: 'show-coding',
    method: 'GET',
    path: '/api/practices/{practiceId}/claims/{claimId}/coding',
    summary: 'All that a claim is coded from: notes, orders, documents, and what was coded before',
    fixed: { query: 'show' },
    request: z.strictObject({}),
    answer: CodingView,
  },
  {
    ...ofCoding,
    id: 'suggest-codes',
    method: 'GET',
    path: '/api/practices/{practiceId}/claims/{claimId}/code-suggestions',
    summary: 'Codes that the notes of a claim speak for, with where they do',
    fixed: { query: 'suggest' },
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).optional() }),
    answer: CodeSuggestions,
    isHeavy: true,
  },
  {
    ...ofCoding,
    id: 'level-visit',
    method: 'POST',
    path: '/api/practices/{practiceId}/claims/{claimId}/visit-level',
    summary: 'The level of a visit by decision making or time, and what is missing for the next one',
    fixed: { query: 'level' },
    request: level.omit(fromPathAndToken).strict(),
    answer: VisitLeveled,
  },
  {
    ...ofCoding,
    id: 'explain-modifiers',
    method: 'POST',
    path: '/api/practices/{practiceId}/claims/{claimId}/modifiers',
    summary: 'Which lines of a draft are bundled by NCCI, and what a modifier would have to mean',
    fixed: { query: 'modifiers' },
    request: modifiers.omit(fromPathAndToken).strict(),
    answer: ModifiersExplained,
  },
  {
    ...ofCoding,
    id: 'scrub-draft',
    method: 'POST',
    path: '/api/practices/{practiceId}/claims/{claimId}/draft-scrub',
    summary: 'The scrub report of a claim as a draft would code it; nothing is kept of it',
    fixed: { query: 'scrub' },
    request: scrub.omit(fromPathAndToken).strict(),
    answer: DraftScrubbed,
  },
] as const satisfies readonly StaffRoute[];
