import { KeepLogAnswer, KeepLogRequest } from '../contact-log.ts';
import { claimReaders, disputeOpeners, taskWorkers } from './roles.ts';
import type { StaffRoute } from './route.ts';

const [list, record, dispute] = KeepLogRequest.options;
const [entries, recorded, disputed] = KeepLogAnswer.options;

export const contactLogRoutes = [
  {
    id: 'list-log',
    method: 'POST',
    path: '/api/practices/{practiceId}/log-search',
    function: 'keep-log',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'Notes, calls and letters about a claim, an account or a payer, the newest first',
    fixed: { action: 'list' },
    request: list.omit({ action: true, practiceId: true }).strict(),
    answer: entries,
  },
  {
    id: 'record-log-entry',
    method: 'POST',
    path: '/api/practices/{practiceId}/log',
    function: 'keep-log',
    roles: taskWorkers,
    does: 'changes',
    tells: 'patient',
    summary:
      'Keeps a note, a call or a letter; a follow-up date puts the matter back in the queue on that day',
    fixed: { action: 'record' },
    takes: ['user', 'role'],
    request: record.omit({ action: true, practiceId: true, user: true, role: true }).strict(),
    answer: recorded,
  },
  {
    id: 'open-dispute',
    method: 'POST',
    path: '/api/practices/{practiceId}/accounts/{guarantorId}/disputes',
    function: 'keep-log',
    roles: disputeOpeners,
    does: 'changes',
    tells: 'practice',
    summary: 'Opens a dispute of a balance: no statement asks for it until the dispute is decided',
    fixed: { action: 'open-dispute' },
    takes: ['user'],
    request: dispute.omit({ action: true, practiceId: true, guarantorId: true, user: true }).strict(),
    answer: disputed,
  },
] as const satisfies readonly StaffRoute[];
