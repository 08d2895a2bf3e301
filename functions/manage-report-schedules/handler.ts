import { tablesWorld, exportBookWorld } from '#adapters/lambda/aws-world.ts';
import { readEnvironment } from '#adapters/lambda/environment.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { staffWorld } from '#adapters/lambda/staff-world.ts';
import { reportScheduleRoutes } from '#contracts/staff-api/report-schedules.ts';
import { manageReportSchedulesStep } from './manage-report-schedules-step.ts';

const { REPORT_MAIL } = readEnvironment('REPORT_MAIL');
const isMailOn = REPORT_MAIL === 'on';

export const handler = practiceHandler(
  'manage-report-schedules',
  reportScheduleRoutes,
  (tables) => ({
    ...tablesWorld(tables),
    ...exportBookWorld(tables),
    members: staffWorld(tables).members,
    isMailOn,
  }),
  manageReportSchedulesStep,
);
