import * as z from 'zod';
import { ResumeRunAnswer, ResumeRunRequest, UploadQueryAnswer } from '../queries.ts';
import { claimReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

const resumption = z.strictObject({ reason: ResumeRunRequest.options[0].shape.reason });

export const uploadRoutes = [
  {
    id: 'list-uploads',
    method: 'GET',
    path: '/api/practices/{practiceId}/uploads',
    function: 'read-uploads',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'Uploads, the newest first',
    fixed: { query: 'list' },
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).optional() }),
    answer: UploadQueryAnswer.options[0],
  },
  {
    id: 'show-upload',
    method: 'GET',
    path: '/api/practices/{practiceId}/uploads/{uploadId}',
    function: 'read-uploads',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'How far an upload has come, and what is wrong with it',
    fixed: { query: 'show' },
    request: z.strictObject({}),
    answer: UploadQueryAnswer.options[1],
  },
  {
    id: 'resume-upload',
    method: 'POST',
    path: '/api/practices/{practiceId}/uploads/{uploadId}/resumption',
    function: 'resume-run',
    roles: ['manager'],
    does: 'changes',
    tells: 'practice',
    summary: 'Goes on with an upload that a defect stopped',
    fixed: { run: 'upload' },
    takes: ['user'],
    request: resumption,
    answer: ResumeRunAnswer.options[0],
  },
  {
    id: 'resume-remittance',
    method: 'POST',
    path: '/api/practices/{practiceId}/remittances/{remittanceId}/resumption',
    function: 'resume-run',
    roles: ['manager'],
    does: 'changes',
    tells: 'practice',
    summary: 'Goes on with a remittance that a defect stopped',
    fixed: { run: 'remittance' },
    takes: ['user'],
    request: resumption,
    answer: ResumeRunAnswer.options[0],
  },
] as const satisfies readonly StaffRoute[];
