import * as z from 'zod';
import { Claim, ClaimEvent, ClaimState } from '../claim.ts';
import { RestartLegAnswer, RestartLegRequest } from '../queries.ts';
import { ReplayScrubAnswer, ReplayScrubRequest } from '../scrub-replay.ts';
import { OwnCharge } from '../own-charge.ts';
import { claimReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

const next = z.string().max(2000).optional();

export const claimRoutes = [
  {
    id: 'list-claims',
    method: 'GET',
    path: '/api/practices/{practiceId}/claims',
    function: 'read-claims',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'Claims, of one state or of all; `next` of an answer asks for the rest',
    fixed: { query: 'list' },
    takes: ['authority'],
    request: z.strictObject({
      state: ClaimState.optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
      next,
    }),
    answer: z.object({ outcome: z.literal('listed'), claims: z.array(Claim), next: z.string().optional() }),
  },
  {
    id: 'list-own-charges',
    method: 'GET',
    path: '/api/practices/{practiceId}/own-charges',
    function: 'read-claims',
    roles: ['provider'],
    does: 'reads',
    tells: 'patient',
    summary: 'Charges of the provider who asks that no payer has yet; `next` of an answer asks for the rest',
    fixed: { query: 'of-provider' },
    takes: ['authority'],
    request: z.strictObject({ next }),
    answer: z.object({
      outcome: z.literal('own-charges'),
      charges: z.array(OwnCharge),
      next: z.string().optional(),
    }),
  },
  {
    id: 'count-claims',
    method: 'GET',
    path: '/api/practices/{practiceId}/claim-counts',
    function: 'read-claims',
    roles: claimReaders,
    does: 'reads',
    tells: 'practice',
    summary: 'How many claims are in each state',
    fixed: { query: 'count' },
    request: z.strictObject({}),
    answer: z.object({ outcome: z.literal('counted'), counts: z.record(ClaimState, z.int().min(0)) }),
  },
  {
    id: 'show-claim',
    method: 'GET',
    path: '/api/practices/{practiceId}/claims/{claimId}',
    function: 'read-claims',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'A claim with its history; without its codes for an auditor who has yet to code it blind',
    fixed: { query: 'show' },
    takes: ['authority'],
    request: z.strictObject({}),
    answer: z.object({ outcome: z.literal('shown'), claim: Claim, history: z.array(ClaimEvent) }),
  },
  {
    id: 'restart-claim',
    method: 'POST',
    path: '/api/practices/{practiceId}/claims/{claimId}/restart',
    function: 'restart-leg',
    roles: ['manager'],
    does: 'changes',
    tells: 'practice',
    summary: 'Starts the work on a claim again where it stands',
    takes: ['user'],
    request: z.strictObject({ reason: RestartLegRequest.shape.reason }),
    answer: RestartLegAnswer.options[0],
  },
  {
    id: 'replay-scrub',
    method: 'POST',
    path: '/api/practices/{practiceId}/scrub-replay',
    function: 'replay-scrub',
    roles: ['auditor', 'biller', 'manager'],
    does: 'reads',
    tells: 'patient',
    summary: 'What an edit, a rule or an override would have done with past claims',
    request: ReplayScrubRequest.omit({ practiceId: true }).strict(),
    answer: ReplayScrubAnswer,
  },
] as const satisfies readonly StaffRoute[];
