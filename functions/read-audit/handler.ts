import { staffHandler, staffWorld } from '#adapters/lambda/staff-handler.ts';
import { auditRoutes } from '#contracts/staff-api/audit.ts';
import { readAuditStep } from './read-audit-step.ts';

const world = staffWorld();

export const handler = staffHandler('read-audit', auditRoutes, (event: unknown) =>
  readAuditStep(event, world),
);
