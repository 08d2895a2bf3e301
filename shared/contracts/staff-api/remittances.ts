import * as z from 'zod';
import { ProofPrinted, ProofRequest, ProofSheet } from '../proof.ts';
import { RemittanceRun } from '../remittance-run.ts';
import { VarianceAnswer, VarianceQuery } from '../variances.ts';
import { moneyReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

const days = { from: VarianceQuery.options[0].shape.from, to: VarianceQuery.options[0].shape.to };
const next = z.string().max(2000).optional();

export const remittanceRoutes = [
  {
    id: 'list-remittances',
    method: 'GET',
    path: '/api/practices/{practiceId}/remittances',
    function: 'read-ledger',
    roles: moneyReaders,
    does: 'reads',
    tells: 'practice',
    summary: 'Remittances and how far each has been posted',
    fixed: { query: 'remittances' },
    request: z.strictObject({}),
    answer: z.object({ outcome: z.literal('remittances'), runs: z.array(RemittanceRun) }),
  },
  {
    id: 'prove-remittance',
    method: 'GET',
    path: '/api/practices/{practiceId}/remittances/{remittanceId}/proof',
    function: 'prove-remittance',
    roles: moneyReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'How a remittance was posted, to the cent: what it says, what the ledger has, what differs',
    fixed: { print: 'no' },
    request: z.strictObject({}),
    answer: z.object({ outcome: z.literal('proof'), sheet: ProofSheet }),
    isHeavy: true,
  },
  {
    id: 'print-proof',
    method: 'POST',
    path: '/api/practices/{practiceId}/remittances/{remittanceId}/printed-proof',
    function: 'prove-remittance',
    roles: moneyReaders,
    does: 'changes',
    tells: 'patient',
    summary:
      'Prints the proof sheet of a remittance anew, as a page or PDF; a GET of the same address hands it out',
    request: z.strictObject({ print: ProofRequest.shape.print.unwrap().exclude(['no']) }),
    answer: ProofPrinted,
    isHeavy: true,
  },
  {
    id: 'list-variances',
    method: 'GET',
    path: '/api/practices/{practiceId}/variances',
    function: 'read-variances',
    roles: moneyReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'What payers allowed beside their contracts, on posting days from and to',
    fixed: { report: 'variances' },
    request: z.strictObject({ ...days, next }),
    answer: VarianceAnswer.options[1],
    isHeavy: true,
  },
  {
    id: 'list-late-payments',
    method: 'GET',
    path: '/api/practices/{practiceId}/late-payments',
    function: 'read-variances',
    roles: moneyReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'What payers paid later than they may, on posting days from and to',
    fixed: { report: 'late-payments' },
    request: z.strictObject({ ...days, next }),
    answer: VarianceAnswer.options[2],
    isHeavy: true,
  },
] as const satisfies readonly StaffRoute[];
