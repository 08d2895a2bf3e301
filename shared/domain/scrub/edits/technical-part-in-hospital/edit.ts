import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { feeNotKnown } from '../../fee-not-known.ts';
import { procedureKind } from '../../procedure-kind.ts';

/** Hospitals: off campus, in a bed, on campus, emergency room. They bill the technical part themselves. */
const hospitals: ReadonlySet<string> = new Set(['19', '21', '22', '23']);
const professionalPart = '26';

/** Why a code is the hospital's to bill, by its indicator of components. */
const hospitalsOwn: Readonly<Record<string, string>> = {
  '1': 'modifier 26: the technical part is billed by the hospital',
  '3': 'no charge: the code is the technical part, which the hospital bills',
  '5': 'no charge: what staff do for a physician is billed by the hospital there',
};

export const technicalPartInHospital: Edit = {
  id: 'technical-part-in-hospital',
  title: "The hospital's part of a service is billed by the practice",
  snipType: 6,
  severity: 'warning',
  fixer: 'coder',
  effectiveFrom: '1992-01-01' as PlainDate,
  source: 'Medicare physician fee schedule of CMS, indicator of professional and technical components',
  check({ placeOfService }, { lines, payer }) {
    const findings: EditFinding[] = [];
    if (payer === undefined || !hospitals.has(placeOfService)) {
      return findings;
    }
    for (const { line, procedure } of lines) {
      const kind = procedureKind(line.code);
      if (kind !== 'visit' && kind !== 'drug' && !line.modifiers.includes(professionalPart)) {
        const where = `line ${line.lineNumber}`;
        const found = `${line.code} in place ${placeOfService}`;
        const row = procedure.fee;
        if (row === 'unknown') {
          findings.push(feeNotKnown(where, [line.code], found, "the practice's own part of the service"));
        } else if (row !== 'none') {
          const expected = hospitalsOwn[row.componentIndicator];
          if (expected !== undefined) {
            findings.push({
              result: 'fail',
              where,
              codes: [line.code],
              found: `${found} (component indicator ${row.componentIndicator})`,
              expected,
              fix: 'Bill the part that the provider did, and leave the rest to the hospital.',
            });
          }
        }
      }
    }
    return findings;
  },
};
