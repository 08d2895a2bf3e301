import type { PlainDate } from '#contracts/dates.ts';
import { isAnatomic } from '../../anatomic-modifiers.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { procedureKind, type ProcedureKind } from '../../procedure-kind.ts';

interface Fit {
  /** Kinds that the modifier certainly does not go with; what is `other` or between kinds is left to the coder. */
  readonly never: readonly ProcedureKind[];
  readonly expected: string;
}

const visitsOnly: Fit = {
  never: ['anesthesia', 'surgery', 'radiology', 'laboratory', 'drug'],
  expected: 'a visit',
};
const proceduresOnly: Fit = { never: ['visit', 'drug'], expected: 'a procedure' };
const testsOnly: Fit = {
  never: ['visit', 'surgery', 'radiology', 'anesthesia', 'drug'],
  expected: 'a laboratory test',
};
const anesthesiaOnly: Fit = {
  never: ['visit', 'radiology', 'laboratory', 'drug'],
  expected: 'an anesthesia service',
};
const drugsOnly: Fit = { never: ['visit', 'surgery', 'laboratory', 'anesthesia'], expected: 'a drug' };
const surgeryOnly: Fit = { never: ['visit', 'laboratory', 'drug'], expected: 'surgery' };
const bodyOnly: Fit = {
  never: ['visit', 'laboratory'],
  expected: 'something that is done at one place on the body',
};
const facilityOnly: Fit = {
  never: ['anesthesia', 'surgery', 'radiology', 'laboratory', 'medicine', 'visit', 'drug', 'other'],
  expected: "a hospital's or surgical center's own claim",
};

const fits: ReadonlyMap<string, Fit> = new Map([
  ...(['24', '25', '57'] as const).map((code) => [code, visitsOnly] as const),
  ...(['58', '78', '79'] as const).map((code) => [code, proceduresOnly] as const),
  ...(['54', '55', '56', '62', '66', '80', '81', '82', 'AS'] as const).map(
    (code) => [code, surgeryOnly] as const,
  ),
  ...(['91', 'QW'] as const).map((code) => [code, testsOnly] as const),
  ...(['23', 'AA', 'AD', 'QK', 'QX', 'QY', 'QZ', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6'] as const).map(
    (code) => [code, anesthesiaOnly] as const,
  ),
  ...(['JW', 'JZ'] as const).map((code) => [code, drugsOnly] as const),
  ...(['27', '73', '74', 'PN', 'PO'] as const).map((code) => [code, facilityOnly] as const),
]);

export const modifierDoesNotFitCode: Edit = {
  id: 'modifier-does-not-fit-code',
  title: 'A modifier is on a code of a kind that it does not go with',
  snipType: 5,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2011-01-01' as PlainDate,
  source:
    'CPT, appendix of modifiers; HCPCS Level II modifiers; NCCI policy manual of CMS, chapter 1, section E',
  needs: 'modifier',
  check({ lines }) {
    const findings: EditFinding[] = [];
    for (const { lineNumber, code, modifiers } of lines) {
      for (const modifier of modifiers) {
        const fit = fits.get(modifier) ?? (isAnatomic(modifier) ? bodyOnly : undefined);
        if (fit?.never.includes(procedureKind(code)) === true) {
          findings.push({
            result: 'fail',
            where: `line ${lineNumber}`,
            codes: [code, modifier],
            found: `modifier ${modifier} on ${code}`,
            expected: fit.expected,
            fix: 'Remove the modifier, or put it onto the line that it is meant for.',
          });
        }
      }
    }
    return findings;
  },
};
