import * as z from 'zod';
import { FileAnswer, FileQuery } from '../files.ts';
import { claimReaders, moneyReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

const [, document, uploadAnswer, proof] = FileQuery.options;
const bytes = FileAnswer.options[1];
const reads = { method: 'GET', function: 'read-files', does: 'reads', tells: 'patient' } as const;

export const fileRoutes = [
  {
    ...reads,
    id: 'show-claim-file',
    path: '/api/practices/{practiceId}/claims/{claimId}/files/{fileId}',
    roles: claimReaders,
    summary: 'What of a file that was sent or came back is about a claim, segment by segment in words',
    fixed: { query: 'x12' },
    takes: ['authority'],
    request: z.strictObject({}),
    answer: FileAnswer.options[0],
    isHeavy: true,
  },
  {
    ...reads,
    id: 'claim-document',
    path: '/api/practices/{practiceId}/claims/{claimId}/documents/{documentId}',
    roles: claimReaders,
    summary: 'The bytes of a document of a claim, a piece of 3 MB at a time; `next` asks for the rest',
    fixed: { query: 'document' },
    request: z.strictObject({ from: document.shape.from }),
    answer: bytes,
    isHeavy: true,
  },
  {
    ...reads,
    id: 'upload-answer',
    path: '/api/practices/{practiceId}/uploads/{uploadId}/answer',
    roles: claimReaders,
    summary: 'What became of each record of an upload, as JSON or CSV, a piece of 3 MB at a time',
    fixed: { query: 'upload-answer' },
    request: z.strictObject({ as: uploadAnswer.shape.as, from: uploadAnswer.shape.from }),
    answer: bytes,
    isHeavy: true,
  },
  {
    ...reads,
    id: 'printed-proof',
    path: '/api/practices/{practiceId}/remittances/{remittanceId}/printed-proof',
    roles: moneyReaders,
    summary: 'A proof sheet that was printed, as a page or PDF, a piece of 3 MB at a time',
    fixed: { query: 'proof' },
    request: z.strictObject({ as: proof.shape.as, from: proof.shape.from }),
    answer: bytes,
    isHeavy: true,
  },
] as const satisfies readonly StaffRoute[];
