import * as z from 'zod';
import { Task } from '../task.ts';
import { WorkTaskAnswer, WorkTaskRequest } from '../queries.ts';
import { claimReaders, taskWorkers } from './roles.ts';
import type { StaffRoute } from './route.ts';

export const taskRoutes = [
  {
    id: 'list-tasks',
    method: 'GET',
    path: '/api/practices/{practiceId}/tasks',
    function: 'read-tasks',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'Open tasks, the most urgent first',
    fixed: { query: 'list' },
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).optional() }),
    answer: z.object({ outcome: z.literal('listed'), tasks: z.array(Task) }),
  },
  {
    id: 'show-task',
    method: 'GET',
    path: '/api/practices/{practiceId}/tasks/{taskId}',
    function: 'read-tasks',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'A task with its evidence, what was proposed, and what may be decided',
    fixed: { query: 'show' },
    request: z.strictObject({}),
    answer: z.object({ outcome: z.literal('shown'), task: Task }),
  },
  {
    id: 'decide-task',
    method: 'POST',
    path: '/api/practices/{practiceId}/tasks/{taskId}/decision',
    function: 'work-task',
    roles: taskWorkers,
    does: 'changes',
    tells: 'patient',
    summary: 'Decides a task; what takes another person is kept as a proposal',
    takes: ['user', 'role', 'authority'],
    request: z.strictObject({ outcome: WorkTaskRequest.shape.outcome }),
    answer: z.discriminatedUnion('outcome', [WorkTaskAnswer.options[0], WorkTaskAnswer.options[1]]),
  },
] as const satisfies readonly StaffRoute[];
