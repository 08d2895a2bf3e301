import type { PlainDate } from '#contracts/dates.ts';
import { readAmount, readUnits } from '../../map/read-amount.ts';
import { diagnosisFor } from '../../map/read-diagnosis.ts';
import { readNdc } from '../../map/read-ndc.ts';
import { modifierFor, procedureFor } from '../../map/read-procedure.ts';
import { describeText } from '../../mask-value.ts';
import { fieldIn, known, numbered, type CsvRow } from './csv-row.ts';
import { readDay } from './read-day.ts';

const diagnosisFields = numbered('diagnoses', 12);
const modifierFields = numbered('modifiers', 4);

/** Diagnoses of a row, in order and each once: of their numbered columns, then of a column with a list. */
export function readDiagnoses(row: CsvRow, on: PlainDate | undefined): string[] {
  const { practice, sourceSystem } = row.setting;
  const cells = [
    ...diagnosisFields.map((field) => ({ field, texts: [row.text(field)] })),
    { field: 'diagnoses', texts: row.text('diagnoses').split(/[\s,;|^]+/) },
  ];
  const codes = cells.flatMap(({ field, texts }) =>
    texts
      .filter((text) => text !== '')
      .flatMap((text) => row.take(field, diagnosisFor(practice, { sourceSystem, text, on })) ?? []),
  );
  return [...new Set(codes)];
}

/**
 * One charge line. Positions of diagnoses are numbers or, as on the paper form, letters; several may stand without
 * anything between them.
 */
export function readLine(
  row: CsvRow,
  prefix: string,
  diagnoses: readonly string[],
): Record<string, unknown> | undefined {
  const { practice, compiled, sourceSystem, today } = row.setting;
  const at = (field: string): string => fieldIn(prefix, field);
  const dayText = row.text(at('serviceDate'));
  const serviceDate =
    dayText === ''
      ? undefined
      : row.take(at('serviceDate'), readDay(dayText, compiled.mapping.dateFormat, today));
  const on = serviceDate;
  const code = row.required(at('code'), 'a CPT or HCPCS code');
  const charge = row.text(at('charge'));
  const units = row.text(at('units'));
  const modifiers = [
    ...row.text(at('modifiers')).split(/[\s,;|:^-]+/),
    ...modifierFields.map((field) => row.text(at(field))),
  ].filter((text) => text !== '');
  return known({
    sourceLineId: row.optional(at('sourceLineId')),
    code:
      code === undefined
        ? undefined
        : row.take(at('code'), procedureFor(practice, { sourceSystem, text: code, on })),
    modifiers: modifiers.flatMap(
      (text) => row.take(modifierField(row, prefix), modifierFor(practice, { sourceSystem, text, on })) ?? [],
    ),
    units: units === '' ? 1 : row.take(at('units'), readUnits(units)),
    charge: charge === '' ? undefined : row.take(at('charge'), readAmount(charge)),
    diagnosisPointers: pointersOf(row, at('diagnosisPointers'), diagnoses.length),
    serviceDate,
    description: row.optional(at('description')),
    drug: readDrug(row, prefix),
  });
}

function modifierField(row: CsvRow, prefix: string): string {
  return row.has(fieldIn(prefix, 'modifiers'))
    ? fieldIn(prefix, 'modifiers')
    : fieldIn(prefix, 'modifiers[1]');
}

function pointersOf(row: CsvRow, field: string, count: number): number[] {
  const text = row.text(field).toUpperCase();
  if (text === '') {
    const pointsAtAll = !row.has(field) && row.setting.compiled.mapping.linesPointAt === 'all-diagnoses';
    return pointsAtAll ? Array.from({ length: Math.min(4, count) }, (_, index) => index + 1) : [];
  }
  const pointers = text
    .split(/[\s,;|:^-]+/)
    .filter((piece) => piece !== '')
    .flatMap((piece) =>
      /^\d+$/.test(piece) && Number(piece) <= count ? [Number(piece)] : piece.split('').map(positionOf),
    );
  if (pointers.every((pointer) => pointer >= 1 && pointer <= 12) && pointers.length <= 4) {
    return [...new Set(pointers)];
  }
  row.object(field, {
    code: 'field-invalid',
    found: describeText(text, /^[A-L\d,; ]{1,12}$/),
    expected: 'up to four positions of diagnoses: 1,2 or AB',
    howToFix: 'Correct the pointers.',
  });
  return [];
}

function positionOf(letterOrDigit: string): number {
  return /\d/.test(letterOrDigit) ? Number(letterOrDigit) : letterOrDigit.charCodeAt(0) - 64;
}

function readDrug(row: CsvRow, prefix: string): Record<string, unknown> | undefined {
  const ndc = row.text(fieldIn(prefix, 'drug.ndc'));
  if (ndc === '') {
    return undefined;
  }
  const quantity = row.required(fieldIn(prefix, 'drug.quantity'), 'how much was given');
  const unit = row.required(fieldIn(prefix, 'drug.unit'), 'F2, GR, ME, ML or UN');
  const amount = Number(quantity);
  if (quantity !== undefined && !(amount > 0 && amount <= 9_999_999)) {
    row.object(fieldIn(prefix, 'drug.quantity'), {
      code: 'field-invalid',
      found: describeText(quantity, /^[-\d.]{1,12}$/),
      expected: 'a number greater than zero',
      howToFix: 'Correct the quantity.',
    });
  }
  return known({
    ndc: row.take(fieldIn(prefix, 'drug.ndc'), readNdc(ndc)),
    quantity: quantity === undefined ? undefined : amount,
    unit: unit?.toUpperCase(),
  });
}
