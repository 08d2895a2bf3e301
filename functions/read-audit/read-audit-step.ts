import { AuditExport, AuditQuery, type AuditAnswer } from '#contracts/audit.ts';
import { problemsOf, type QueryRefused } from '#contracts/queries.ts';
import { auditCsv } from '#domain/staff/audit-csv.ts';
import type { AuditTrail } from '#ports/audit-trail.ts';

interface ReadAuditWorld {
  readonly audit: Pick<AuditTrail, 'list'>;
}

interface ExportedFile {
  readonly outcome: 'file';
  readonly fileName: string;
  readonly contentType: string;
  readonly text: string;
}

/** Tells who saw or changed what, the newest first; on wish as a file. */
export async function readAuditStep(
  event: unknown,
  { audit }: ReadAuditWorld,
): Promise<AuditAnswer | ExportedFile | QueryRefused> {
  const read = AuditQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const { practiceId, limit, next, ...selection } = read.data;
  const page = await audit.list(practiceId, selection, { limit, next });
  if (AuditExport.safeParse(event).data?.as !== 'csv') {
    return { outcome: 'audit', ...page, entries: [...page.entries] };
  }
  return {
    outcome: 'file',
    fileName: `audit-${practiceId}-${nameOf(selection)}.csv`,
    contentType: 'text/csv; charset=utf-8',
    text: auditCsv(page.entries, page.next),
  };
}

function nameOf(selection: Parameters<AuditTrail['list']>[1]): string {
  switch (selection.by) {
    case 'day':
      return selection.day;
    case 'user':
      return selection.staffUser;
    case 'claim':
      return selection.claimId;
  }
}
