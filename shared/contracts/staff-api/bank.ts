import * as z from 'zod';
import { BankQuery, BankQueryAnswer, MatchBankEntryAnswer, MatchBankEntryRequest } from '../bank.ts';
import { moneyReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

export const bankRoutes = [
  {
    id: 'list-bank-entries',
    method: 'GET',
    path: '/api/practices/{practiceId}/bank-entries',
    function: 'read-bank',
    roles: moneyReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'Entries of the bank by their days; their words may name anybody',
    fixed: { query: 'entries' },
    request: BankQuery.options[0].omit({ query: true, practiceId: true }).strict(),
    answer: BankQueryAnswer.options[0],
  },
  {
    id: 'open-bank-entries',
    method: 'GET',
    path: '/api/practices/{practiceId}/open-bank-entries',
    function: 'read-bank',
    roles: moneyReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'What the bank shows and nobody explained, and what was announced and the bank does not show',
    fixed: { query: 'open' },
    request: z.strictObject({}),
    answer: BankQueryAnswer.options[1],
  },
  {
    id: 'match-bank-entry',
    method: 'POST',
    path: '/api/practices/{practiceId}/bank-entries/{bankEntryId}/match',
    function: 'match-bank-entry',
    roles: ['payment-poster', 'manager', 'finance'],
    does: 'changes',
    tells: 'practice',
    summary: 'Says which remittances or batches an entry of the bank is the money of',
    takes: ['user'],
    request: MatchBankEntryRequest.omit({ practiceId: true, user: true, bankEntryId: true }).strict(),
    answer: MatchBankEntryAnswer.options[0],
  },
] as const satisfies readonly StaffRoute[];
