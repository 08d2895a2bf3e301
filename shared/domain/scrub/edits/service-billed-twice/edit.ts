import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { notGiven } from '../../look-back.ts';
import { isBySameProvider } from '../../same-provider.ts';
import type { ScrubbedClaim } from '../../scrubbed-claim.ts';

/** Done again by the same provider, by another, and a laboratory test done again. */
const repeated: ReadonlySet<string> = new Set(['76', '77', '91']);
const voidFrequency = '8';

export const serviceBilledTwice: Edit = {
  id: 'service-billed-twice',
  title: 'The same service is billed twice',
  snipType: 6,
  severity: 'blocking',
  fixer: 'biller',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'Medicare Claims Processing Manual, chapter 1, 120; modifiers 76, 77 and 91 of CPT',
  check(claim, { history }) {
    const findings: EditFinding[] = [];
    const { lines } = claim;
    if (claim.nextSubmission?.frequency === voidFrequency) {
      return findings;
    }
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index];
      if (line !== undefined) {
        compareWithClaim(line, index, claim, findings);
        for (const service of history.services) {
          if (isSame(line, service) && isBySameProvider(claim, service)) {
            findings.push(
              judge(
                line,
                `line ${line.lineNumber}`,
                `as on claim ${service.claimId}${service.isSubmitted ? ', which was sent' : ''}`,
              ),
            );
          }
        }
      }
    }
    if (history.isNotGiven === true && lines.length > 0) {
      findings.push(notGiven('services that are on no other claim'));
    }
    return findings;
  },
};

/** Names the first line that says the same; the third of three is one finding, not two. */
function compareWithClaim(
  line: ClaimLine,
  index: number,
  { lines }: ScrubbedClaim,
  findings: EditFinding[],
): void {
  for (let before = 0; before < index; before += 1) {
    const other = lines[before];
    if (other !== undefined && isSame(line, other)) {
      findings.push(judge(line, `lines ${other.lineNumber} and ${line.lineNumber}`, 'on both'));
      return;
    }
  }
}

type Billed = Pick<ClaimLine, 'code' | 'serviceDate' | 'units' | 'modifiers'>;

function isSame(one: Billed, other: Billed): boolean {
  return (
    one.code === other.code &&
    one.serviceDate === other.serviceDate &&
    one.units === other.units &&
    one.modifiers.length === other.modifiers.length &&
    one.modifiers.every((modifier) => other.modifiers.includes(modifier))
  );
}

function judge({ code, modifiers, units }: Billed, where: string, place: string): EditFinding {
  const what = `${[code, ...modifiers.toSorted()].join('-')} with ${units} ${units === 1 ? 'unit' : 'units'} ${place}`;
  return modifiers.some((modifier) => repeated.has(modifier))
    ? {
        result: 'bypassed',
        where,
        codes: [code, ...modifiers],
        found: what,
        expected: 'a note for each time that it was done',
        fix: 'Keep the documentation at hand.',
      }
    : {
        result: 'fail',
        where,
        codes: [code, ...modifiers],
        found: what,
        expected: 'a service that is billed once, or modifier 76, 77 or 91 if it was done again',
        fix: 'Remove it here or there; if it was done again, say so with the modifier.',
      };
}
