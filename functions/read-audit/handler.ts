import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { staffWorld } from '#adapters/lambda/staff-world.ts';
import { auditRoutes } from '#contracts/staff-api/audit.ts';
import { readAuditStep } from './read-audit-step.ts';

export const handler = practiceHandler('read-audit', auditRoutes, staffWorld, readAuditStep);
