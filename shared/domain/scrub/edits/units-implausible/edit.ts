import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isInForce, type UnitLimitRow } from '../../../code-sets/code-tables.ts';
import type { ProcedureOfDay } from '../../../code-sets/tables-of-day.ts';
import type { Edit, EditFinding, ScrubFacts } from '../../edit.ts';
import { notGiven } from '../../look-back.ts';
import { isMedicaid } from '../../payer-kind.ts';
import { isBySameProvider } from '../../same-provider.ts';
import type { ScrubbedClaim } from '../../scrubbed-claim.ts';

/** HCPCS: units above the limit, reasonable and necessary. */
const moreWasNeeded = 'GD';
/** Care after surgery only: repeats the surgery's code for something else than another surgery. */
const careAfterSurgery = '55';

export const unitsImplausible: Edit = {
  id: 'units-implausible',
  title: 'More units than are plausible for one patient',
  snipType: 6,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'NCCI medically unlikely edits of CMS, practitioner table; its policy manual, chapter 1, section V',
  check: (claim, facts) => {
    if (facts.payer === undefined) {
      return [];
    }
    const findings: EditFinding[] = [];
    let isWholeDayCounted = false;
    for (const [index, { line, procedure }] of facts.lines.entries()) {
      const row = limitOf(line, procedure, facts);
      if (row === undefined) {
        findings.push({
          result: 'not-checked',
          where: `line ${line.lineNumber}`,
          codes: [line.code],
          found: `${line.code}, for which no limit is loaded`,
          expected: 'units within the limit of the day',
          fix: isMedicaid(facts.payer)
            ? "Compare with Medicaid's own table of units, which is not loaded."
            : 'Load the units table of that quarter; some limits are confidential.',
        });
      } else if (row.counts === 'line') {
        if (line.units > row.units) {
          findings.push(tooManyOnLine(line, row));
        }
      } else if (!isCountedBefore(claim.lines, index)) {
        isWholeDayCounted = true;
        const day = dayOf(line, claim, facts);
        if (day.units > row.units) {
          findings.push(tooManyOnDay(day, row));
        }
      }
    }
    if (isWholeDayCounted && facts.history.isNotGiven === true) {
      findings.push(notGiven('units within the limit of the day, those of other claims included'));
    }
    return findings;
  },
};

function limitOf(
  line: ClaimLine,
  { unitLimit }: ProcedureOfDay,
  { payer }: ScrubFacts,
): UnitLimitRow | undefined {
  const row = isMedicaid(payer) ? undefined : unitLimit;
  return row !== undefined && isInForce(row, line.serviceDate) ? row : undefined;
}

/** Whether an earlier line has the same code and day, so that its day was looked at. */
function isCountedBefore(lines: readonly ClaimLine[], index: number): boolean {
  const line = lines[index];
  for (let before = 0; before < index; before += 1) {
    if (lines[before]?.code === line?.code && lines[before]?.serviceDate === line?.serviceDate) {
      return true;
    }
  }
  return false;
}

/** All that was billed of a code for one day. */
interface BilledDay {
  units: number;
  readonly lineNumbers: number[];
  readonly otherClaims: string[];
  moreWasNeeded: boolean;
}

function dayOf(
  { code, serviceDate }: ClaimLine,
  claim: ScrubbedClaim,
  { history, payer }: ScrubFacts,
): BilledDay {
  const day: BilledDay = { units: 0, lineNumbers: [], otherClaims: [], moreWasNeeded: false };
  for (const line of claim.lines) {
    if (
      line.code === code &&
      line.serviceDate === serviceDate &&
      !line.modifiers.includes(careAfterSurgery)
    ) {
      day.units += line.units;
      day.lineNumbers.push(line.lineNumber);
      day.moreWasNeeded ||= line.modifiers.includes(moreWasNeeded);
    }
  }
  for (const service of history.services) {
    if (
      service.serviceDate === serviceDate &&
      service.code === code &&
      service.payerId === payer?.payerId &&
      !service.modifiers.includes(careAfterSurgery) &&
      isBySameProvider(claim, service) &&
      day.lineNumbers.length > 0
    ) {
      day.units += service.units;
      day.moreWasNeeded ||= service.modifiers.includes(moreWasNeeded);
      if (!day.otherClaims.includes(service.claimId)) {
        day.otherClaims.push(service.claimId);
      }
    }
  }
  return day;
}

function tooManyOnLine({ lineNumber, units }: ClaimLine, { code, units: limit }: UnitLimitRow): EditFinding {
  return {
    result: 'fail',
    where: `line ${lineNumber}`,
    codes: [code],
    found: `${units} units of ${code} on one line`,
    expected: `at most ${limit} on a line`,
    fix: 'Compare with the note; what was done again goes on a line of its own with modifier 76, 77, 91, 59 or the place on the body.',
  };
}

function tooManyOnDay(day: BilledDay, { code, units: limit, counts }: UnitLimitRow): EditFinding {
  const isBypassed = counts === 'day-clinical' && day.moreWasNeeded;
  const others =
    day.otherClaims.length === 0 ? '' : `, claim ${day.otherClaims.toSorted().join(' and ')} included`;
  return {
    result: isBypassed ? 'bypassed' : 'fail',
    codes: isBypassed ? [code, moreWasNeeded] : [code],
    where: `${day.lineNumbers.length === 1 ? 'line' : 'lines'} ${day.lineNumbers.join(', ')}`,
    found: `${day.units} units of ${code} on one day${others}${isBypassed ? `, with modifier ${moreWasNeeded}` : ''}`,
    expected: `at most ${limit} on a day`,
    fix: isBypassed ? 'Keep the documentation at hand.' : 'Compare with the note and correct the units.',
  };
}
