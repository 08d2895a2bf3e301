import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isInForce, type AddOnRow } from '../../../code-sets/code-tables.ts';
import type { Edit, EditFinding, ScrubFacts } from '../../edit.ts';
import { notGiven } from '../../look-back.ts';
import { isBySameProvider, sameSpecialty } from '../../same-provider.ts';
import type { ScrubbedClaim } from '../../scrubbed-claim.ts';

/** Further critical care: a colleague of the same specialty may have begun it. */
const continuedByColleague = '99292';

export const addOnWithoutPrimary: Edit = {
  id: 'add-on-without-primary',
  title: 'An add-on code stands without the code that it adds to',
  snipType: 6,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2013-04-01' as PlainDate,
  source: 'NCCI add-on code edits of CMS, types 1 to 3; Claims Processing Manual, chapter 12, 30.6.12',
  check(claim, facts) {
    const findings: EditFinding[] = [];
    if (facts.payer === undefined) {
      return findings;
    }
    let unknownCodes = 0;
    for (const { line, procedure } of facts.lines) {
      const { addOn, addOns } = procedure;
      if (addOn !== undefined && isInForce(addOn, line.serviceDate)) {
        const finding = judge(line, addOn, claim, facts);
        if (finding !== undefined) {
          findings.push(finding);
        }
      } else if (addOns?.isWhole !== true) {
        unknownCodes += 1;
      }
    }
    if (unknownCodes > 0) {
      findings.push({
        result: 'not-checked',
        where: 'claim',
        found: `${unknownCodes} ${unknownCodes === 1 ? 'line' : 'lines'} whose code may be an add-on: no table tells`,
        expected: 'a code that stands alone, or its primary beside it',
        fix: 'Load the add-on codes of that quarter.',
      });
    }
    return findings;
  },
};

type Beside = 'primary' | 'perhaps' | 'something' | 'nothing';

/** From what decides least to what decides most. */
const weight: readonly Beside[] = ['nothing', 'something', 'perhaps', 'primary'];

function judge(
  line: ClaimLine,
  row: AddOnRow,
  claim: ScrubbedClaim,
  facts: ScrubFacts,
): EditFinding | undefined {
  const { type } = row;
  const primaries = row.primaries
    .filter((primary) => isInForce(primary, line.serviceDate))
    .map(({ code }) => code);
  const beside = whatIsBeside(line, primaries, claim, facts);
  if (beside === 'primary') {
    return undefined;
  }
  const where = `line ${line.lineNumber}`;
  const codes = [line.code];
  if (facts.history.isNotGiven === true) {
    return { ...notGiven('its primary on this claim or on another of the day', where), codes };
  }
  const found = `${line.code}, an add-on code of type ${type}, without its primary on that day`;
  if (beside === 'perhaps') {
    return {
      result: 'not-checked',
      where,
      codes,
      found: `${found} except by somebody whose specialty is not known`,
      expected: 'its primary by the same provider or a colleague of the same specialty',
      fix: "Enter the provider in the practice's master data.",
    };
  }
  if (type !== 1 && beside === 'something') {
    return {
      result: 'not-checked',
      where,
      codes,
      found,
      expected: 'a primary that the payer has on its own list',
      fix: "Compare with the payer's list of primaries.",
    };
  }
  return {
    result: 'fail',
    where,
    codes,
    found,
    expected:
      primaries.length === 0 || type === 2
        ? 'another service of the same provider and day'
        : `${primaries.length <= 4 ? primaries.join(', ') : `one of ${primaries.length} codes, as ${primaries.slice(0, 3).join(', ')}`} by the same provider on that day`,
    fix: 'Add the primary if it was done, or correct the code.',
  };
}

/** The best that stands beside an add-on on its day: on the claim, or on another of the person. */
function whatIsBeside(
  line: ClaimLine,
  primaries: readonly string[],
  claim: ScrubbedClaim,
  { history, practice }: ScrubFacts,
): Beside {
  let best: Beside = 'nothing';
  const take = (found: Beside): void => {
    if (weight.indexOf(found) > weight.indexOf(best)) {
      best = found;
    }
  };
  for (const other of claim.lines) {
    if (other.code !== line.code && other.serviceDate === line.serviceDate) {
      take(primaries.includes(other.code) ? 'primary' : 'something');
    }
  }
  for (const service of history.services) {
    if (service.serviceDate === line.serviceDate && service.code !== line.code) {
      const isPrimary = primaries.includes(service.code);
      if (isBySameProvider(claim, service)) {
        take(isPrimary ? 'primary' : 'something');
      } else if (isPrimary && line.code === continuedByColleague) {
        const colleague = sameSpecialty(claim, service, practice);
        take(colleague === 'same' ? 'primary' : colleague === 'unknown' ? 'perhaps' : 'nothing');
      }
    }
  }
  return best;
}
