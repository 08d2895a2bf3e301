import type { PlainDate } from '#contracts/dates.ts';
import type {
  AddOnPrimary,
  AddOnRow,
  DiagnosisLimitsRow,
  DiagnosisRow,
  ModifierRow,
  PhysicianFeeRow,
  PhysicianFees,
  PlaceOfServiceRow,
  ProcedureRow,
  TableName,
  UnitLimitRow,
} from '../code-tables.ts';
import { codeAndModifierOf, indexOfKey, keyWithModifier } from './code-key.ts';
import { choicesOf, flagsOf, integersOf, listsOf, periodsOf, textsOf, wordsOf } from './columns.ts';
import { diagnosisNotes } from './diagnosis-notes.ts';
import { listPacker, packedList, rowsInOrder, type ListColumns } from './packed-list.ts';
import { procedurePairs } from './procedure-pairs.ts';
import type { TableContent, TableRows } from './table-contents.ts';
import type { TableFormat } from './table-format.ts';

const diagnoses = packedList<DiagnosisRow>({
  write: (rows, { texts, flags, periods }) => {
    texts(
      'label',
      rows.map(({ label }) => label),
    );
    flags(
      'is billable',
      rows.map(({ isBillable }) => isBillable),
    );
    periods(rows);
  },
  open: (file) => {
    const label = textsOf(file, 'label');
    const isBillable = flagsOf(file, 'is billable');
    const period = periodsOf(file);
    return (index, code) => ({
      code,
      label: label(index),
      isBillable: isBillable(index),
      ...period(index),
    });
  },
});

const ages = /^(\d+)-(\d+)$/;

const diagnosisLimits = packedList<DiagnosisLimitsRow>({
  write: (rows, { words, flags }) => {
    words(
      'sex',
      rows.map(({ sex }) => sex ?? 'any'),
    );
    words(
      'ages',
      rows.map((row) => (row.ages === undefined ? 'any' : `${row.ages.fromYears}-${row.ages.toYears}`)),
    );
    flags(
      'is manifestation',
      rows.map(({ isManifestation }) => isManifestation),
    );
    flags(
      'is unacceptable principal',
      rows.map(({ isUnacceptablePrincipal }) => isUnacceptablePrincipal),
    );
  },
  open: (file) => {
    const sexOf = choicesOf(file, 'sex', ['any', 'F', 'M']);
    const agesOf = wordsOf(file, 'ages');
    const isManifestation = flagsOf(file, 'is manifestation');
    const isUnacceptablePrincipal = flagsOf(file, 'is unacceptable principal');
    return (index, code) => {
      const sex = sexOf(index);
      const limits = ages.exec(agesOf(index));
      return {
        code,
        ...(sex !== 'any' && { sex }),
        ...(limits !== null && { ages: { fromYears: Number(limits[1]), toYears: Number(limits[2]) } }),
        isManifestation: isManifestation(index),
        isUnacceptablePrincipal: isUnacceptablePrincipal(index),
      };
    };
  },
});

const labelled: ListColumns<ProcedureRow> = {
  write: (rows, { texts, periods }) => {
    texts(
      'label',
      rows.map(({ label }) => label),
    );
    periods(rows);
  },
  open: (file) => {
    const label = textsOf(file, 'label');
    const period = periodsOf(file);
    return (index, code) => ({ code, label: label(index), ...period(index) });
  },
};

const procedures = packedList<ProcedureRow>(labelled);

const modifiers = packedList<ModifierRow>({
  write: (rows, columns) => {
    labelled.write(rows, columns);
    columns.flags(
      'bypasses pairs',
      rows.map(({ bypassesPairs }) => bypassesPairs),
    );
  },
  open: (file) => {
    const common = labelled.open(file);
    const bypassesPairs = flagsOf(file, 'bypasses pairs');
    return (index, code) => ({ ...common(index, code), bypassesPairs: bypassesPairs(index) });
  },
});

const placesOfService = packedList<PlaceOfServiceRow>({
  write: (rows, columns) => {
    labelled.write(rows, columns);
    columns.flags(
      'is facility',
      rows.map(({ isFacility }) => isFacility),
    );
  },
  open: (file) => {
    const common = labelled.open(file);
    const isFacility = flagsOf(file, 'is facility');
    return (index, code) => ({ ...common(index, code), isFacility: isFacility(index) });
  },
});

const unitLimits = packedList<UnitLimitRow>({
  write: (rows, { integers, words, periods }) => {
    integers(
      'units',
      rows.map(({ units }) => units),
    );
    words(
      'counts',
      rows.map(({ counts }) => counts),
    );
    periods(rows);
  },
  open: (file) => {
    const units = integersOf(file, 'units');
    const counts = choicesOf(file, 'counts', ['line', 'day-absolute', 'day-clinical']);
    const period = periodsOf(file);
    return (index, code) => ({ code, units: units(index), counts: counts(index), ...period(index) });
  },
});

const addOnTypes = { '1': 1, '2': 2, '3': 3 } as const;

/** What is written as `G0017 2024-01-01 2025-12-31`, each day only where there is one. */
function primaryOf(text: string): AddOnPrimary {
  const [code = '', from = '', to = ''] = text.split(' ');
  return {
    code,
    ...(from === '' ? {} : { from: from as PlainDate }),
    ...(to === '' ? {} : { to: to as PlainDate }),
  };
}

const addOns = packedList<AddOnRow>({
  write: (rows, { words, lists, periods }) => {
    words(
      'type',
      rows.map(({ type }) => String(type)),
    );
    lists(
      'primaries',
      rows.map(({ primaries }) => primaries.map(({ code, from = '', to = '' }) => `${code} ${from} ${to}`)),
    );
    periods(rows);
  },
  open: (file) => {
    const type = choicesOf(file, 'type', ['1', '2', '3']);
    const primaries = listsOf(file, 'primaries');
    const period = periodsOf(file);
    return (index, code) => ({
      code,
      type: addOnTypes[type(index)],
      primaries: primaries(index).map(primaryOf),
      ...period(index),
    });
  },
});

const feeAmounts = [
  'workHundredths',
  'practiceNonFacilityHundredths',
  'practiceFacilityHundredths',
  'malpracticeHundredths',
  'preoperativePercent',
  'intraoperativePercent',
  'postoperativePercent',
] as const satisfies readonly (keyof PhysicianFeeRow)[];

const feeIndicators = [
  'status',
  'componentIndicator',
  'globalDays',
  'multipleIndicator',
  'bilateralIndicator',
  'assistantIndicator',
  'coSurgeonIndicator',
  'teamIndicator',
  'endoscopicBase',
] as const satisfies readonly (keyof PhysicianFeeRow)[];

/** Found by code and modifier together: the two are one number. */
const physicianFees: TableFormat<PhysicianFeeRow, PhysicianFees> = {
  packer: () =>
    listPacker(
      {
        write: (rows, { integers, words }) => {
          for (const name of feeAmounts) {
            integers(
              name,
              rows.map((row) => row[name]),
            );
          }
          for (const name of feeIndicators) {
            words(
              name,
              rows.map((row) => row[name]),
            );
          }
        },
      },
      ({ code, modifier }) => keyWithModifier(code, modifier),
    ),
  open: (file) => {
    const keys = file.keys('key');
    const columns = {
      ...columnsOf(feeAmounts, (name) => integersOf(file, name)),
      ...columnsOf(feeIndicators, (name) => wordsOf(file, name)),
    };
    const rowAt = (index: number): PhysicianFeeRow => ({
      ...codeAndModifierOf(keys[index] ?? 0),
      status: columns.status(index),
      workHundredths: columns.workHundredths(index),
      practiceNonFacilityHundredths: columns.practiceNonFacilityHundredths(index),
      practiceFacilityHundredths: columns.practiceFacilityHundredths(index),
      malpracticeHundredths: columns.malpracticeHundredths(index),
      componentIndicator: columns.componentIndicator(index),
      globalDays: columns.globalDays(index),
      preoperativePercent: columns.preoperativePercent(index),
      intraoperativePercent: columns.intraoperativePercent(index),
      postoperativePercent: columns.postoperativePercent(index),
      multipleIndicator: columns.multipleIndicator(index),
      bilateralIndicator: columns.bilateralIndicator(index),
      assistantIndicator: columns.assistantIndicator(index),
      coSurgeonIndicator: columns.coSurgeonIndicator(index),
      teamIndicator: columns.teamIndicator(index),
      endoscopicBase: columns.endoscopicBase(index),
    });
    return {
      rowCount: keys.length,
      rows: () => rowsInOrder(keys, rowAt),
      find: (code, modifier) => {
        const index = indexOfKey(keys, keyWithModifier(code, modifier));
        return index < 0 ? undefined : rowAt(index);
      },
    };
  },
};

function columnsOf<Name extends string, Column>(
  names: readonly Name[],
  open: (name: Name) => Column,
): Readonly<Record<Name, Column>> {
  return Object.fromEntries(names.map((name) => [name, open(name)])) as Record<Name, Column>;
}

/** How each table is packed. */
export const tableFormats: {
  readonly [Name in TableName]: TableFormat<TableRows[Name], TableContent<Name>>;
} = {
  'icd-10-cm': diagnoses,
  'icd-10-cm-notes': diagnosisNotes,
  mce: diagnosisLimits,
  cpt: procedures,
  hcpcs: procedures,
  modifiers,
  'place-of-service': placesOfService,
  'ncci-ptp-practitioner': procedurePairs,
  'ncci-ptp-outpatient': procedurePairs,
  'mue-practitioner': unitLimits,
  'mue-outpatient': unitLimits,
  'mue-equipment': unitLimits,
  'ncci-add-on': addOns,
  mpfs: physicianFees,
};
