import type { AuditEntry } from '#contracts/audit.ts';
import { csvCell } from './csv-cell.ts';

const columns = [
  'at',
  'user',
  'roles',
  'did',
  'does',
  'outcome',
  'claim',
  'about',
  'more',
  'reason',
  'from',
  'request',
] as const;

/**
 * Entries of the audit trail as a CSV file. A last line says where it goes on, should there be more.
 * @param next what to ask for the rest with.
 */
export function auditCsv(entries: readonly AuditEntry[], next: string | undefined): string {
  const lines = [columns.join(','), ...entries.map((entry) => cellsOf(entry).map(csvCell).join(','))];
  return [...lines, ...(next === undefined ? [] : [`# more: next=${next}`]), ''].join('\r\n');
}

function cellsOf(entry: AuditEntry): readonly string[] {
  return [
    entry.at,
    entry.user,
    entry.roles.join(' '),
    entry.did,
    entry.does,
    entry.outcome,
    entry.claimId ?? '',
    entry.about.join(' '),
    String(entry.moreAbout ?? ''),
    entry.reason ?? '',
    entry.from,
    entry.requestId,
  ];
}
