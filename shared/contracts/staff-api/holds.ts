import * as z from 'zod';
import { ManageHoldsAnswer, ManageHoldsRequest } from '../holds.ts';
import { claimReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

const [list, preview, place, , release, putOff] = ManageHoldsRequest.options;
const [holds, wouldHold, wouldRelease, placed, released, wasPutOff] = ManageHoldsAnswer.options;
const holders = ['front-desk', 'coder', 'biller', 'manager'] as const;
const given = { action: true, practiceId: true } as const;
const byPerson = { ...given, user: true } as const;

export const holdRoutes = [
  {
    id: 'list-holds',
    method: 'GET',
    path: '/api/practices/{practiceId}/holds',
    function: 'manage-holds',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'Holds with the claims that wait, their charges and the first filing deadline',
    fixed: { action: 'list' },
    request: list.omit(given).strict(),
    answer: holds,
    isHeavy: true,
  },
  {
    id: 'preview-hold',
    method: 'POST',
    path: '/api/practices/{practiceId}/hold-preview',
    function: 'manage-holds',
    roles: holders,
    does: 'reads',
    tells: 'patient',
    summary: 'Which claims on their way a hold would stop',
    fixed: { action: 'preview' },
    request: preview.omit(given).strict(),
    answer: wouldHold,
    isHeavy: true,
  },
  {
    id: 'place-hold',
    method: 'POST',
    path: '/api/practices/{practiceId}/holds',
    function: 'manage-holds',
    roles: holders,
    does: 'changes',
    tells: 'practice',
    summary: 'Holds claims before they are submitted, until somebody releases them',
    fixed: { action: 'place' },
    takes: ['user'],
    request: place.omit(byPerson).strict(),
    answer: placed,
  },
  {
    id: 'preview-release',
    method: 'GET',
    path: '/api/practices/{practiceId}/holds/{holdId}/release-preview',
    function: 'manage-holds',
    roles: holders,
    does: 'reads',
    tells: 'patient',
    summary: 'Which claims would go on when a hold is released, and which another hold stops',
    fixed: { action: 'preview-release' },
    request: z.strictObject({}),
    answer: wouldRelease,
    isHeavy: true,
  },
  {
    id: 'release-hold',
    method: 'POST',
    path: '/api/practices/{practiceId}/holds/{holdId}/release',
    function: 'manage-holds',
    roles: holders,
    does: 'changes',
    tells: 'practice',
    summary: 'Releases a hold; claims that no other hold stops are scrubbed again and submitted',
    fixed: { action: 'release' },
    takes: ['user'],
    request: release.omit({ ...byPerson, holdId: true }).strict(),
    answer: released,
  },
  {
    id: 'put-off-hold',
    method: 'POST',
    path: '/api/practices/{practiceId}/holds/{holdId}/review',
    function: 'manage-holds',
    roles: holders,
    does: 'changes',
    tells: 'practice',
    summary: 'Keeps a hold until another review date, or gives it to another owner',
    fixed: { action: 'put-off' },
    takes: ['user'],
    request: putOff.omit({ ...byPerson, holdId: true }).strict(),
    answer: wasPutOff,
  },
] as const satisfies readonly StaffRoute[];
