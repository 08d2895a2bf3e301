import type { Cents } from '#contracts/cents.ts';
import type { ServiceLine837P } from '#domain/x12/guides/005010X222A1-837P/model-line.ts';
import { decimalText, sumCents } from '../../../money/cents.ts';
import { readUnits } from '../../map/read-amount.ts';
import { diagnosisFor } from '../../map/read-diagnosis.ts';
import { readNdc } from '../../map/read-ndc.ts';
import { modifierFor, procedureFor } from '../../map/read-procedure.ts';
import { describeText } from '../../mask-value.ts';
import { known, type ClaimReading } from './claim-reading.ts';

/** SV101-1 other than that of CPT and HCPCS: what the code belongs to. */
const codeSystems: Readonly<Record<NonNullable<ServiceLine837P['codeQualifier']>, string>> = {
  ER: 'Jurisdiction Specific Procedure and Supply Codes',
  IV: 'Home Infusion EDI Coalition',
  WK: 'Advanced Billing Concepts',
};

/** Diagnoses in their order; positions that lines point at stay what they are. */
export function readDiagnoses(reading: ClaimReading): readonly (string | undefined)[] {
  const { claim, practice, sourceSystem, on } = reading;
  return claim.diagnoses.map(({ code, edition }, index) =>
    reading.take(
      `2300 HI^${index + 1}^2`,
      diagnosisFor(practice, { sourceSystem, text: code, system: edition ?? 'ICD-10-CM', on }),
    ),
  );
}

/** The lines, their sum, and for a coder those whose minutes are not yet units. */
export function readLines(reading: ClaimReading): {
  readonly lines: readonly Record<string, unknown>[];
  readonly totalCharge: string | undefined;
  readonly unmappedCharges: readonly Record<string, unknown>[] | undefined;
} {
  const { claim } = reading;
  const timed = claim.lines.filter(({ unit }) => unit === 'MJ');
  const counted = claim.lines.filter(({ unit }) => unit === undefined);
  if (timed.length > 0) {
    reading.notes.add('minutes-to-coder');
  }
  const total: Cents =
    timed.length === 0 ? claim.totalChargeCents : sumCents(counted, ({ chargeCents }) => chargeCents);
  return {
    lines: counted.map((line) => readLine(reading, line)),
    totalCharge: counted.length === 0 ? undefined : decimalText(total),
    unmappedCharges: timed.length === 0 ? undefined : timed.map((line) => readTimedLine(reading, line)),
  };
}

function dayOf({ on }: ClaimReading, { serviceDates }: ServiceLine837P): string | undefined {
  return serviceDates.from === on ? undefined : serviceDates.from;
}

function readLine(reading: ClaimReading, line: ServiceLine837P): Record<string, unknown> {
  const { practice, sourceSystem } = reading;
  const at = (place: string): string => `2400[${line.lineNumber}] ${place}`;
  const on = line.serviceDates.from;
  return known({
    sourceLineId: line.lineControlNumber,
    code: reading.take(
      at('SV1^1^2'),
      procedureFor(practice, {
        sourceSystem,
        text: line.code,
        system: line.codeQualifier === undefined ? undefined : codeSystems[line.codeQualifier],
        on,
      }),
    ),
    modifiers: line.modifiers.flatMap(
      (text, index) =>
        reading.take(at(`SV1^1^${index + 3}`), modifierFor(practice, { sourceSystem, text, on })) ?? [],
    ),
    units: reading.take(at('SV1^4'), readUnits(String(line.units))),
    charge: decimalText(line.chargeCents),
    diagnosisPointers: [...line.diagnosisPointers],
    serviceDate: dayOf(reading, line),
    description: line.description?.slice(0, 80),
    drug: readDrug(reading, line),
  });
}

/** Anesthesia is billed by minutes, for which a line of the encounter has no field: a coder makes units of them. */
function readTimedLine(reading: ClaimReading, line: ServiceLine837P): Record<string, unknown> {
  return known({
    code: [line.code, ...line.modifiers].join('-'),
    description: [
      `${line.units} minutes`,
      ...(line.description === undefined ? [] : [line.description]),
    ].join(', '),
    charge: decimalText(line.chargeCents),
    serviceDate: dayOf(reading, line),
  });
}

const drugUnits: ReadonlySet<string> = new Set(['F2', 'GR', 'ME', 'ML', 'UN']);

function readDrug(reading: ClaimReading, line: ServiceLine837P): Record<string, unknown> | undefined {
  const { drug, lineNumber } = line;
  if (drug === undefined) {
    return undefined;
  }
  if (drug.codeQualifier !== undefined && drug.codeQualifier !== 'N4') {
    reading.notCarried.add(`2410 LIN*${drug.codeQualifier}`);
    return undefined;
  }
  if (!drugUnits.has(drug.unit)) {
    reading.object(`2410[${lineNumber}] CTP^5^1`, {
      code: 'field-invalid',
      found: describeText(drug.unit, /^[A-Z0-9]{2}$/),
      expected: 'F2, GR, ME, ML or UN',
      howToFix: 'Correct the unit of the drug.',
    });
  }
  return known({
    ndc: reading.take(`2410[${lineNumber}] LIN^3`, readNdc(drug.code)),
    quantity: drug.quantity,
    unit: drug.unit,
  });
}
