import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';

type Side = 'left' | 'right';

/** Modifiers that name a side: whole sides, eyelids, fingers and toes. */
const sideOfModifier: Readonly<Record<string, Side>> = {
  LT: 'left',
  RT: 'right',
  ...Object.fromEntries(
    ['E1', 'E2', 'FA', 'F1', 'F2', 'F3', 'F4', 'TA', 'T1', 'T2', 'T3', 'T4'].map((code) => [
      code,
      'left' as const,
    ]),
  ),
  ...Object.fromEntries(
    ['E3', 'E4', 'F5', 'F6', 'F7', 'F8', 'F9', 'T5', 'T6', 'T7', 'T8', 'T9'].map((code) => [
      code,
      'right' as const,
    ]),
  ),
};

function sideOf(label: string): Side | 'both' | undefined {
  const isLeft = /\bleft\b/i.test(label);
  const isRight = /\bright\b/i.test(label);
  return /\bbilateral\b/i.test(label) || (isLeft && isRight)
    ? 'both'
    : isLeft
      ? 'left'
      : isRight
        ? 'right'
        : undefined;
}

export const diagnosisSideDiffers: Edit = {
  id: 'diagnosis-side-differs',
  title: 'A line names one side, and its diagnoses the other',
  snipType: 6,
  severity: 'warning',
  fixer: 'coder',
  effectiveFrom: '2015-10-01' as PlainDate,
  source:
    'ICD-10-CM order file of the CDC (sides named by the codes) and the anatomic modifiers of HCPCS Level II',
  needs: 'modifier',
  check: ({ lines }, { diagnoses }) => {
    const findings: EditFinding[] = [];
    for (const { lineNumber, modifiers, diagnosisPointers } of lines) {
      const sideModifiers = modifiers.filter((modifier) => sideOfModifier[modifier] !== undefined);
      if (sideModifiers.length === 0) {
        continue;
      }
      const sides = new Set(sideModifiers.map((modifier) => sideOfModifier[modifier]));
      const [side] = sides;
      if (side === undefined || sides.size > 1) {
        continue;
      }
      const where = `line ${lineNumber}`;
      const pointed = diagnosisPointers.flatMap((pointer) => diagnoses[pointer - 1] ?? []);
      const written = pointed.map((one) => one.written).join(', ');
      const codes = [...pointed.map(({ code }) => code), ...sideModifiers];
      const named = pointed.flatMap(({ row }) => (row === undefined ? [] : (sideOf(row.label) ?? [])));
      if (pointed.some(({ row }) => row === undefined)) {
        findings.push({
          result: 'not-checked',
          where,
          codes,
          found: `${written}, not all of which the loaded table has`,
          expected: `diagnoses of the ${side} side`,
          fix: 'Load the official ICD-10-CM file of that year.',
        });
      } else if (named.length > 0 && !named.some((one) => one === side || one === 'both')) {
        findings.push({
          result: 'fail',
          where,
          codes,
          found: `a modifier of the ${side} side with ${written}`,
          expected: `a diagnosis of the ${side} side`,
          fix: 'Take the side from the note and correct the modifier or the diagnosis, or attest that both are right.',
        });
      }
    }
    return findings;
  },
};
