import type { CutoverProblem } from '#contracts/cutover.ts';
import { Coverage, Guarantor, Patient } from '#contracts/encounter.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import { describeIssue } from '../intake/describe-issue.ts';
import { readPhone } from '../intake/map/read-phone.ts';
import { describeText } from '../intake/mask-value.ts';
import { CsvRow, type RowSetting } from '../intake/read/csv/csv-row.ts';
import { readCoverages } from '../intake/read/csv/read-coverages.ts';
import { readAddress, readName, readPerson } from '../intake/read/csv/read-person.ts';
import { coverageName, personName } from '../intake/read/hl7/compose-parts.ts';
import type { SharedThing } from '../intake/read/intake-record.ts';
import type { CutoverRow } from './cutover-row.ts';

interface RowSurroundings {
  readonly columns: readonly string[];
  readonly setting: RowSetting;
  readonly kind: 'patients' | 'coverages';
}

export type ReadLegacyPatient = { readonly name: string | undefined } & (
  | { readonly things: readonly SharedThing[]; readonly problems?: never }
  | { readonly things?: never; readonly problems: readonly CutoverProblem[] }
);

const sourceIdShape = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/;

/**
 * Reads one patient of an old system, or the insurances of one, as what an admission message says: visits that come
 * later with nothing but the patient's number find the name, the insurances and who pays the bill. What a message says
 * counts more, since it is newer.
 */
export function readLegacyPatient(
  row: CutoverRow,
  { columns, setting, kind }: RowSurroundings,
): ReadLegacyPatient {
  const csvRow = new CsvRow(
    columns.map((column) => row.cells.get(column) ?? ''),
    setting,
  );
  const patientId = csvRow.text('patient.sourcePatientId');
  const sourceSystem = csvRow.optional('sourceSystem') ?? setting.sourceSystem;
  if (!sourceIdShape.test(patientId)) {
    csvRow.object('patient.sourcePatientId', {
      code: 'field-invalid',
      found: patientId === '' ? 'nothing' : describeText(patientId, /^$/),
      expected: "the patient's number: 1 to 50 letters, digits, dot, colon, dash or underscore",
      howToFix: 'Export the number under which visits will name the patient.',
    });
  }
  if (!sourceIdShape.test(sourceSystem)) {
    csvRow.object('sourceSystem', {
      code: 'field-invalid',
      found: describeText(sourceSystem, /^$/),
      expected: 'the name of the system that visits will come from',
      howToFix: 'Write its name as in the practice document.',
    });
  }
  const coverages = coveragesOf(csvRow, kind);
  const person = kind === 'patients' ? personOf(csvRow) : undefined;
  const guarantor = kind === 'patients' ? guarantorOf(csvRow) : undefined;
  const name = sourceIdShape.test(patientId) ? `${sourceSystem} ${patientId}` : undefined;
  if (csvRow.problems.length > 0) {
    return {
      name,
      problems: csvRow.problems.map(({ field, found, expected, howToFix }) => ({
        row: row.row,
        column: field,
        found,
        expected,
        howToFix,
      })),
    };
  }
  const order = `1-${csvRow.text('updatedAt').replaceAll(/\D/g, '')}`;
  const thing = (
    thingKind: SharedThing['kind'],
    thingName: string,
    fields: SharedThing['fields'],
    more: Partial<SharedThing> = {},
  ): SharedThing => ({
    sourceSystem,
    names: [thingName],
    kind: thingKind,
    order,
    hash: contentHashOf(fields),
    readBy: setting.practice.edition,
    fields,
    refs: [],
    ...more,
  });
  const ofPerson = personName(patientId);
  return {
    name,
    things: [
      ...(person === undefined ? [] : [thing('person', ofPerson, person)]),
      ...(guarantor === undefined
        ? []
        : [thing('account', `account/${patientId}`, { guarantor }, { of: ofPerson })]),
      ...coverages.map((coverage, index) => {
        const next = coverages[index + 1];
        const refs = next === undefined ? [] : [coverageName(patientId, next.order)];
        return thing('coverage', coverageName(patientId, coverage.order), coverage, { refs });
      }),
    ],
  };
}

function personOf(row: CsvRow): SharedThing['fields'] {
  const phone = readPhone(row.text('patient.phone'));
  const person = {
    sourcePatientId: row.text('patient.sourcePatientId'),
    ...(phone === undefined ? {} : { phone }),
    ...readPerson(row, 'patient'),
  };
  check(row, 'patient.', Patient.safeParse(person), person);
  return person;
}

/** In the shape in which visits look for who pays: a person with a number. */
function guarantorOf(row: CsvRow): SharedThing['fields'] | undefined {
  if (row.text('guarantor.lastName') === '') {
    return undefined;
  }
  const sourceGuarantorId =
    row.required('guarantor.sourceGuarantorId', 'the number of who pays the bill') ?? '';
  const named = { ...readName(row, 'guarantor'), address: readAddress(row, 'guarantor') };
  const guarantor = { sourceGuarantorId, ...named };
  check(row, 'guarantor.', Guarantor.safeParse(guarantor), guarantor);
  return { sourcePatientId: sourceGuarantorId, ...named };
}

function coveragesOf(row: CsvRow, kind: RowSurroundings['kind']): readonly Coverage[] {
  const read = readCoverages(row, undefined) ?? [];
  if (read.length === 0 && kind === 'coverages') {
    row.missing('coverages[1].payerId', 'the payer, and the member id');
  }
  return read.flatMap((draft, index): readonly Coverage[] => {
    const checked = Coverage.safeParse(draft);
    check(row, `coverages[${index + 1}].`, checked, draft);
    return checked.success ? [checked.data] : [];
  });
}

/** What a schema objects to, told by the column; a field that is missing was told when it was read. */
function check(
  row: CsvRow,
  prefix: string,
  checked: ReturnType<typeof Patient.safeParse | typeof Guarantor.safeParse | typeof Coverage.safeParse>,
  value: unknown,
): void {
  if (checked.success || row.problems.length > 0) {
    return;
  }
  for (const { field, code, found, expected, howToFix } of checked.error.issues.flatMap((issue) =>
    describeIssue(issue, value),
  )) {
    row.object(`${prefix}${field}`, { code, found, expected, howToFix });
  }
}
