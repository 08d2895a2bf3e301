import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';

/** The days on which the lines were done, each once, the earliest first; the claim's first day where it has no lines. */
export function serviceDaysOf({
  lines,
  serviceDateFrom,
}: Pick<Claim, 'lines' | 'serviceDateFrom'>): readonly PlainDate[] {
  const day = lines[0]?.serviceDate ?? serviceDateFrom;
  return lines.every(({ serviceDate }) => serviceDate === day)
    ? [day]
    : [...new Set(lines.map(({ serviceDate }) => serviceDate))].toSorted();
}
