import * as z from 'zod';
import { AuditAnswer, AuditExport } from '../audit.ts';
import type { StaffRoute } from './route.ts';

const request = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  next: z.string().max(2000).optional(),
  ...AuditExport.shape,
});

/** Who looks at what others did. That they looked is kept, too. */
const readers = ['manager', 'administrator'] as const;

export const auditRoutes = [
  {
    id: 'audit-of-day',
    method: 'GET',
    path: '/api/practices/{practiceId}/audit/days/{day}',
    function: 'read-audit',
    roles: readers,
    does: 'reads',
    tells: 'patient',
    summary: 'Who saw or changed what on a day, the newest first; with `as=csv` a file',
    fixed: { by: 'day' },
    request,
    answer: AuditAnswer,
  },
  {
    id: 'audit-of-user',
    method: 'GET',
    path: '/api/practices/{practiceId}/audit/users/{staffUser}',
    function: 'read-audit',
    roles: readers,
    does: 'reads',
    tells: 'patient',
    summary: 'What a person saw or changed, the newest first; with `as=csv` a file',
    fixed: { by: 'user' },
    request,
    answer: AuditAnswer,
  },
  {
    id: 'audit-of-claim',
    method: 'GET',
    path: '/api/practices/{practiceId}/audit/claims/{claimId}',
    function: 'read-audit',
    roles: readers,
    does: 'reads',
    tells: 'patient',
    summary: 'Who was at a claim, the newest first; with `as=csv` a file',
    fixed: { by: 'claim' },
    request,
    answer: AuditAnswer,
  },
] as const satisfies readonly StaffRoute[];
