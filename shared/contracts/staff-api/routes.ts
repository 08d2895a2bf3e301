import { auditRoutes } from './audit.ts';
import { bankRoutes } from './bank.ts';
import { claimRoutes } from './claims.ts';
import { codeRoutes } from './codes.ts';
import { codingRoutes } from './coding.ts';
import { contactLogRoutes } from './contact-log.ts';
import { costRoutes } from './costs.ts';
import { holdRoutes } from './holds.ts';
import { financeRoutes } from './finance.ts';
import { frontDeskRoutes } from './front-desk.ts';
import { fileRoutes } from './files.ts';
import { ledgerRoutes } from './ledger.ts';
import { patientRoutes } from './patients.ts';
import { paymentRoutes } from './payments.ts';
import { practiceRoutes } from './practice.ts';
import { remittanceRoutes } from './remittances.ts';
import { reportScheduleRoutes } from './report-schedules.ts';
import { reportRoutes } from './reports.ts';
import { sessionRoutes } from './session.ts';
import { staffManagementRoutes } from './staff.ts';
import { taskRoutes } from './tasks.ts';
import { uploadRoutes } from './uploads.ts';

/** Every route of the API. A function imports only those of its own resource. */
export const staffRoutes = [
  ...sessionRoutes,
  ...taskRoutes,
  ...claimRoutes,
  ...codingRoutes,
  ...patientRoutes,
  ...frontDeskRoutes,
  ...contactLogRoutes,
  ...holdRoutes,
  ...fileRoutes,
  ...ledgerRoutes,
  ...remittanceRoutes,
  ...paymentRoutes,
  ...bankRoutes,
  ...reportRoutes,
  ...financeRoutes,
  ...reportScheduleRoutes,
  ...costRoutes,
  ...uploadRoutes,
  ...practiceRoutes,
  ...codeRoutes,
  ...staffManagementRoutes,
  ...auditRoutes,
] as const;

export type StaffRouteId = (typeof staffRoutes)[number]['id'];
