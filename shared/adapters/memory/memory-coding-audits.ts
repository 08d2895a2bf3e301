import type { CodingAudits } from '#ports/coding-audits.ts';
import type { MemoryTables } from './memory-tables.ts';

/** {@link CodingAudits} over a map. */
export function memoryCodingAudits({ codingAudits }: MemoryTables): CodingAudits {
  const closed = (practiceId: string) =>
    [...codingAudits.values()]
      .filter((audit) => audit.practiceId === practiceId && audit.closed !== undefined)
      .toSorted((one, other) => ((one.closed?.at ?? '') < (other.closed?.at ?? '') ? -1 : 1));
  return {
    load: (practiceId, taskId) => Promise.resolve(codingAudits.get(`${practiceId}#${taskId}`)),
    ofCoder: (practiceId, coder, limit) =>
      Promise.resolve(
        closed(practiceId)
          .filter((audit) => audit.coder === coder)
          .toReversed()
          .slice(0, limit),
      ),
    closedIn: (practiceId, from, to) =>
      Promise.resolve(
        closed(practiceId).filter((audit) => {
          const day = audit.closed?.at.slice(0, 10) ?? '';
          return from <= day && day <= to;
        }),
      ),
  };
}
