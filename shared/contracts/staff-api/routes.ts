import type * as z from 'zod';
import { auditRoutes } from './audit.ts';
import { bankRoutes } from './bank.ts';
import { claimRoutes } from './claims.ts';
import { codeRoutes } from './codes.ts';
import { ledgerRoutes } from './ledger.ts';
import { patientRoutes } from './patients.ts';
import { paymentRoutes } from './payments.ts';
import { practiceRoutes } from './practice.ts';
import { remittanceRoutes } from './remittances.ts';
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
  ...patientRoutes,
  ...ledgerRoutes,
  ...remittanceRoutes,
  ...paymentRoutes,
  ...bankRoutes,
  ...reportRoutes,
  ...uploadRoutes,
  ...practiceRoutes,
  ...codeRoutes,
  ...staffManagementRoutes,
  ...auditRoutes,
] as const;

export type StaffRouteId = (typeof staffRoutes)[number]['id'];
type RouteOf<Id extends StaffRouteId> = Extract<(typeof staffRoutes)[number], { readonly id: Id }>;

/** What is sent beside the path: the body of a POST, the query of a GET. */
export type StaffRequest<Id extends StaffRouteId> = z.input<RouteOf<Id>['request']>;
/** What comes back with 200. */
export type StaffAnswer<Id extends StaffRouteId> = z.output<RouteOf<Id>['answer']>;
