import type { PlainDate } from '#contracts/dates.ts';
import { isInForce, type UnitLimitRow } from '../../../code-sets/code-tables.ts';
import type { Edit, EditFinding } from '../../edit.ts';

/** HCPCS: units above the limit, reasonable and necessary. */
const moreWasNeeded = 'GD';

export const unitsImplausible: Edit = {
  id: 'units-implausible',
  title: 'More units than are plausible for one patient',
  snipType: 6,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'NCCI medically unlikely edits of CMS, practitioner table',
  check: ({ lines }, { tables, payer }) => {
    if (payer === undefined) {
      return [];
    }
    const findings: EditFinding[] = [];
    const seen = new Set<string>();
    for (const { lineNumber, code, serviceDate, units, modifiers } of lines) {
      const row = tables.practitionerUnits.inForceOn(serviceDate)?.find(code);
      const where = `line ${lineNumber}`;
      if (row === undefined || !isInForce(row, serviceDate)) {
        findings.push({
          result: 'not-checked',
          where,
          found: `${code}, for which no limit is loaded`,
          expected: 'units within the limit of the day',
          fix: 'Load the units table of that quarter; some limits are confidential.',
        });
        continue;
      }
      if (row.counts === 'line') {
        findings.push(...judge(where, units, row, modifiers));
        continue;
      }
      const day = `${code} ${serviceDate}`;
      if (!seen.has(day)) {
        seen.add(day);
        const same = lines.filter((line) => line.code === code && line.serviceDate === serviceDate);
        const total = same.reduce((sum, line) => sum + line.units, 0);
        const place = same.length === 1 ? where : `lines ${same.map((line) => line.lineNumber).join(', ')}`;
        findings.push(
          ...judge(
            place,
            total,
            row,
            same.flatMap((line) => line.modifiers),
          ),
        );
      }
    }
    return findings;
  },
};

function judge(
  where: string,
  units: number,
  { code, units: limit, counts }: UnitLimitRow,
  modifiers: readonly string[],
): EditFinding[] {
  if (units <= limit) {
    return [];
  }
  const per = counts === 'line' ? 'on a line' : 'on a day';
  const isBypassed = counts !== 'day-absolute' && modifiers.includes(moreWasNeeded);
  return [
    {
      result: isBypassed ? 'bypassed' : 'fail',
      where,
      found: isBypassed
        ? `${units} units of ${code} with modifier ${moreWasNeeded}`
        : `${units} units of ${code}`,
      expected: `at most ${limit} ${per}`,
      fix: isBypassed ? 'Keep the documentation at hand.' : 'Compare with the note and correct the units.',
    },
  ];
}
