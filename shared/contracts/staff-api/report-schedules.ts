import * as z from 'zod';
import { ManageReportSchedulesAnswer, ManageReportSchedulesRequest } from '../warehouse/report-schedule.ts';
import { financeReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

const [, preview, make, change, remove] = ManageReportSchedulesRequest.options;
const [schedules, outlook, done, removed, sent] = ManageReportSchedulesAnswer.options;
const given = { action: true, practiceId: true } as const;
const byPerson = { ...given, user: true } as const;

/** Whoever reads the reports says who is told of them, and when. */
const ofSchedules = {
  function: 'manage-report-schedules',
  roles: financeReaders,
  tells: 'practice',
} as const;

export const reportScheduleRoutes = [
  {
    ...ofSchedules,
    id: 'list-report-schedules',
    method: 'GET',
    path: '/api/practices/{practiceId}/finance/schedules',
    does: 'reads',
    summary: 'Schedules by which reports are announced, when each is due next, and what came of the last',
    fixed: { action: 'list' },
    request: z.strictObject({}),
    answer: schedules,
  },
  {
    ...ofSchedules,
    id: 'preview-report-schedule',
    method: 'POST',
    path: '/api/practices/{practiceId}/finance/schedule-preview',
    does: 'reads',
    summary: 'Whom a schedule would tell, on which days, and of which days the report would be',
    fixed: { action: 'preview' },
    request: preview.omit(given).strict(),
    answer: outlook,
  },
  {
    ...ofSchedules,
    id: 'make-report-schedule',
    method: 'POST',
    path: '/api/practices/{practiceId}/finance/schedules',
    does: 'changes',
    summary: 'Has staff told by e-mail when a report is ready, with a link and no figures',
    fixed: { action: 'make' },
    takes: ['user'],
    request: make.omit(byPerson).strict(),
    answer: done,
  },
  {
    ...ofSchedules,
    id: 'change-report-schedule',
    method: 'POST',
    path: '/api/practices/{practiceId}/finance/schedules/{scheduleId}',
    does: 'changes',
    summary: 'Changes a schedule, pauses it or lets it go on',
    fixed: { action: 'change' },
    takes: ['user'],
    request: change.omit({ ...byPerson, scheduleId: true }).strict(),
    answer: done,
  },
  {
    ...ofSchedules,
    id: 'remove-report-schedule',
    method: 'POST',
    path: '/api/practices/{practiceId}/finance/schedules/{scheduleId}/removal',
    does: 'changes',
    summary: 'Ends a schedule; what it sent stays on record',
    fixed: { action: 'remove' },
    takes: ['user'],
    request: remove.omit({ ...byPerson, scheduleId: true }).strict(),
    answer: removed,
  },
  {
    ...ofSchedules,
    id: 'list-report-sendings',
    method: 'GET',
    path: '/api/practices/{practiceId}/finance/schedules/{scheduleId}/sendings',
    does: 'reads',
    summary: 'What a schedule sent, the latest first: to whom, of which days, and what failed',
    fixed: { action: 'sendings' },
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).optional() }),
    answer: sent,
  },
] as const satisfies readonly StaffRoute[];
