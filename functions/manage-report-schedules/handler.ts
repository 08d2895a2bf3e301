import { tablesWorld, exportBookWorld } from '#adapters/lambda/aws-world.ts';
import { readEnvironment } from '#adapters/lambda/environment.ts';
import { staffHandler, staffWorld } from '#adapters/lambda/staff-handler.ts';
import { reportScheduleRoutes } from '#contracts/staff-api/report-schedules.ts';
import { manageReportSchedulesStep } from './manage-report-schedules-step.ts';

const { REPORT_MAIL } = readEnvironment('REPORT_MAIL');
const world = {
  ...tablesWorld(),
  ...exportBookWorld(),
  members: staffWorld().members,
  isMailOn: REPORT_MAIL === 'on',
};

export const handler = staffHandler('manage-report-schedules', reportScheduleRoutes, (event) =>
  manageReportSchedulesStep(event, world),
);
