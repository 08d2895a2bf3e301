import type { AuditAnswer, AuditEntry } from '#contracts/audit.ts';

/** So many entries are kept in one file. */
const mostEntries = 50_000;

/** Asks for all that follows, until there is no more or a file has enough. */
export async function everyEntry(
  read: (next: string | undefined) => Promise<Pick<AuditAnswer, 'entries' | 'next'>>,
): Promise<Pick<AuditAnswer, 'entries' | 'next'>> {
  const entries: AuditEntry[] = [];
  let next: string | undefined;
  do {
    const page = await read(next);
    entries.push(...page.entries);
    ({ next } = page);
  } while (next !== undefined && entries.length < mostEntries);
  return next === undefined ? { entries } : { entries, next };
}
