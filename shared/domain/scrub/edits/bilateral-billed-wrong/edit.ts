import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { FeeOfDay } from '../../../code-sets/tables-of-day.ts';
import type { Edit, EditFinding, ScrubFacts } from '../../edit.ts';
import { feeNotKnown } from '../../fee-not-known.ts';
import { isMedicare } from '../../payer-kind.ts';

const bothSides = '50';

export const bilateralBilledWrong: Edit = {
  id: 'bilateral-billed-wrong',
  title: 'Both sides are billed of a code that has none, or in a way that is not paid',
  snipType: 6,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source:
    'Medicare physician fee schedule of CMS, indicator of bilateral surgery; Claims Processing Manual, chapter 12, 40.7',
  needs: 'modifier',
  check(_, facts) {
    const findings: EditFinding[] = [];
    if (facts.payer === undefined) {
      return findings;
    }
    const { lines } = facts;
    for (const [index, { line, procedure }] of lines.entries()) {
      const { modifiers } = line;
      if (modifiers.includes(bothSides)) {
        judgeBothSides(line, procedure.fee, facts, findings);
      } else if (modifiers.includes('LT') && modifiers.includes('RT')) {
        findings.push({
          result: 'fail',
          where: `line ${line.lineNumber}`,
          codes: [line.code, 'LT', 'RT'],
          found: `${line.code} with modifiers LT and RT on one line`,
          expected: `modifier ${bothSides}, or a line for each side`,
          fix: `Bill both sides with modifier ${bothSides}.`,
        });
      } else if (modifiers.includes('LT') || modifiers.includes('RT')) {
        const side = modifiers.includes('LT') ? 'RT' : 'LT';
        for (let before = 0; before < index; before += 1) {
          const other = lines[before]?.line;
          if (
            other?.code === line.code &&
            other.serviceDate === line.serviceDate &&
            other.modifiers.includes(side)
          ) {
            judgeTwoLines([other, line], procedure.fee, facts, findings);
          }
        }
      }
    }
    return findings;
  },
};

/** What is wrong with both sides of a code, by its indicator; 1 and 3 have two sides. */
const withoutSides: Readonly<Record<string, string>> = {
  '0': `the code without modifier ${bothSides}: it is the same for one side and both`,
  '2': `the code without modifier ${bothSides}: it means both sides`,
  '9': `the code without modifier ${bothSides}: it has no sides`,
};

function judgeBothSides(
  line: ClaimLine,
  row: FeeOfDay,
  { payer }: ScrubFacts,
  findings: EditFinding[],
): void {
  const where = `line ${line.lineNumber}`;
  const codes = [line.code, bothSides];
  const found = `${line.code} with modifier ${bothSides}`;
  if (isMedicare(payer) && line.units > 1) {
    findings.push({
      result: 'fail',
      where,
      codes,
      found: `${found} and ${line.units} units`,
      expected: 'one unit: the modifier says that there were two sides',
      fix: 'Bill one line with one unit.',
    });
  }
  if (row === 'unknown') {
    findings.push(feeNotKnown(where, codes, found, 'a procedure that is done on one side or both'));
  } else if (row !== 'none') {
    const expected = withoutSides[row.bilateralIndicator];
    if (expected !== undefined) {
      findings.push({
        result: 'fail',
        where,
        codes,
        found: `${found} (bilateral indicator ${row.bilateralIndicator})`,
        expected,
        fix: 'Remove the modifier, or correct the code.',
      });
    }
  }
}

function judgeTwoLines(
  [one, other]: readonly [ClaimLine, ClaimLine],
  row: FeeOfDay,
  { payer }: ScrubFacts,
  findings: EditFinding[],
): void {
  const where = `lines ${one.lineNumber} and ${other.lineNumber}`;
  const found = `${other.code} once for each side`;
  if (row === 'unknown') {
    findings.push(feeNotKnown(where, [other.code, 'LT', 'RT'], found, 'sides that are billed apart'));
  } else if (row !== 'none') {
    const { bilateralIndicator } = row;
    if (bilateralIndicator === '2' || (bilateralIndicator === '1' && isMedicare(payer))) {
      findings.push({
        result: 'fail',
        where,
        codes: [other.code, 'LT', 'RT'],
        found: `${found} (bilateral indicator ${bilateralIndicator})`,
        expected:
          bilateralIndicator === '2'
            ? 'one line without a side: the code means both'
            : `one line with one unit and modifier ${bothSides}, as Medicare wants it`,
        fix: 'Bill one line.',
      });
    }
  }
}
