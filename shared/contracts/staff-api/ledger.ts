import * as z from 'zod';
import { Instant, PlainDate } from '../dates.ts';
import { Posting } from '../ledger.ts';
import { LedgerDaysAnswer } from '../queries.ts';
import { SettleRefundAnswer, SettleRefundRequest } from '../refunds.ts';
import { TakebackLetter, TakebackLetterAnswer } from '../takeback-letter.ts';
import { claimReaders, moneyReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

/** What of a charge its lines are is told with the claim, to who may see the codes of the visit. */
const ToldPosting = Posting.omit({ services: true });

const postings = z.object({
  outcome: z.literal('postings'),
  postings: z.array(ToldPosting),
  next: z.string().optional(),
});

export const ledgerRoutes = [
  {
    id: 'claim-ledger',
    method: 'GET',
    path: '/api/practices/{practiceId}/claims/{claimId}/ledger',
    function: 'read-ledger',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'Every posting of a claim',
    fixed: { query: 'claim' },
    request: z.strictObject({}),
    answer: postings,
  },
  {
    id: 'remittance-ledger',
    method: 'GET',
    path: '/api/practices/{practiceId}/remittances/{remittanceId}/ledger',
    function: 'read-ledger',
    roles: moneyReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'Postings of a remittance that are of no single claim',
    fixed: { query: 'remittance' },
    request: z.strictObject({}),
    answer: postings,
  },
  {
    id: 'ledger-day',
    method: 'GET',
    path: '/api/practices/{practiceId}/ledger-days/{postingDate}',
    function: 'read-ledger',
    roles: moneyReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'Postings of one day; `next` of an answer asks for the rest',
    fixed: { query: 'day' },
    request: z.strictObject({
      limit: z.coerce.number().int().min(1).max(2000).optional(),
      next: z.string().max(2000).optional(),
    }),
    answer: postings,
  },
  {
    id: 'ledger-days',
    method: 'GET',
    path: '/api/practices/{practiceId}/ledger-days',
    function: 'read-ledger',
    roles: moneyReaders,
    does: 'reads',
    tells: 'practice',
    summary: 'Control totals of posting days, as they are or as they were known at a moment',
    fixed: { query: 'days' },
    request: z.strictObject({
      from: PlainDate.optional(),
      to: PlainDate.optional(),
      knownAt: Instant.optional(),
    }),
    answer: LedgerDaysAnswer,
  },
  {
    id: 'list-takebacks',
    method: 'GET',
    path: '/api/practices/{practiceId}/takebacks',
    function: 'read-ledger',
    roles: moneyReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'What payers announced that they will take back, and what they took',
    fixed: { query: 'takebacks' },
    request: z.strictObject({}),
    answer: z.object({ outcome: z.literal('takebacks'), on: PlainDate, postings: z.array(ToldPosting) }),
  },
  {
    id: 'enter-takeback-letter',
    method: 'POST',
    path: '/api/practices/{practiceId}/takebacks',
    function: 'enter-takeback-letter',
    roles: ['biller', 'payment-poster', 'manager'],
    does: 'changes',
    tells: 'practice',
    summary: "Enters a payer's letter about what it will take back, or that it no longer holds",
    takes: ['user'],
    request: TakebackLetter.omit({ practiceId: true, user: true }).strict(),
    answer: TakebackLetterAnswer.options[0],
  },
  {
    id: 'list-refunds',
    method: 'GET',
    path: '/api/practices/{practiceId}/refunds',
    function: 'read-ledger',
    roles: moneyReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'Refunds that were decided, paid or taken back',
    fixed: { query: 'refunds' },
    request: z.strictObject({}),
    answer: z.object({ outcome: z.literal('refunds'), on: PlainDate, postings: z.array(ToldPosting) }),
  },
  {
    id: 'settle-refund',
    method: 'POST',
    path: '/api/practices/{practiceId}/refunds/{refund}/settlement',
    function: 'settle-refund',
    roles: ['manager', 'finance'],
    does: 'changes',
    tells: 'practice',
    summary: 'Says that a refund was paid by a check, or takes it back',
    takes: ['user'],
    request: z.discriminatedUnion('action', [
      SettleRefundRequest.options[0].omit({ practiceId: true, refund: true, user: true }).strict(),
      SettleRefundRequest.options[1].omit({ practiceId: true, refund: true, user: true }).strict(),
    ]),
    answer: SettleRefundAnswer.options[0],
  },
] as const satisfies readonly StaffRoute[];
