import type { Practice } from '#contracts/practice.ts';
import { csvCells, csvSeparators, type CsvSeparator } from '../../frame/csv-cells.ts';
import { describeFieldName, describeText } from '../../mask-value.ts';
import type { IntakeRecord, Place, ReadContext, Reader } from '../intake-record.ts';
import { compileMapping, mappingForHeader, type CompiledMapping } from './compiled-mapping.ts';
import { CsvRow } from './csv-row.ts';
import { readDocumentRow } from './read-document-row.ts';
import { readAppointmentRow, readChargeLineRow, readVisitRow } from './read-rows.ts';

/** A mapping is laid over a header once, not for each of a hundred thousand rows. Header by practice. */
const compiled = new WeakMap<Practice, Map<string, CompiledMapping | readonly IntakeRecord[]>>();

const sourceShape = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/;

/**
 * One row of a CSV export as a visit, as parts of one, or as an appointment, by the mapping of the practice that its
 * header fits; everything that is wrong with the row is told at once, by column.
 */
export const readCsv: Reader = (frame, context) => {
  const place: Place = frame.line === undefined ? {} : { line: frame.line };
  if (frame.problem !== undefined) {
    return [{ kind: 'refused', problems: [frame.problem], place }];
  }
  const header = frame.context?.['header'] ?? '';
  const separator = csvSeparators.find((sign) => sign === frame.context?.['separator']) ?? ',';
  const mapping = mappingOf(context.practice, header, separator);
  if (!('mapping' in mapping)) {
    return mapping.map((record) => ({ ...record, place }));
  }
  const cells = csvCells(frame.text, separator);
  const sourceSystem = sourceSystemOf(cells, mapping, context);
  const row = new CsvRow(cells, {
    practice: context.practice,
    compiled: mapping,
    sourceSystem,
    today: context.today,
  });
  const { rows } = mapping.mapping;
  if (!sourceShape.test(sourceSystem)) {
    row.object('sourceSystem', {
      code: 'source-unknown',
      found: sourceSystem === '' ? 'no source system' : describeText(sourceSystem, /^$/),
      expected: 'the name of the system that the visits come from',
      howToFix: 'Fill in the column, put the file into the folder of its source, or name it in the mapping.',
    });
  }
  const source = context.practice.intake.sources.find((known) => known.sourceSystem === sourceSystem);
  const kind = rows === 'visit' ? 'whole' : 'parts';
  if (source !== undefined && rows !== 'appointment' && rows !== 'document' && source.kind !== kind) {
    row.object('sourceSystem', {
      code: 'source-kind-differs',
      found: `a row for each ${rows}, of a source whose records are ${source.kind === 'whole' ? 'whole visits' : 'parts of visits'}`,
      expected: 'records of one kind from one source',
      howToFix: 'Use a source system of its own for this export.',
    });
  }
  switch (rows) {
    case 'visit':
      return readVisitRow(row, place);
    case 'charge-line':
      return readChargeLineRow(row, place);
    case 'appointment':
      return readAppointmentRow(row, place);
    case 'document':
      return readDocumentRow(row, place, context);
  }
};

/** What the mapping says, else the row, else the folder. */
function sourceSystemOf(
  cells: readonly string[],
  { mapping, columns, constants }: CompiledMapping,
  context: ReadContext,
): string {
  const [column] = columns.get('sourceSystem') ?? [];
  const cell = column === undefined ? '' : (cells[column.index] ?? '').trim();
  return (
    mapping.sourceSystem ??
    (cell !== '' ? cell : (constants.get('sourceSystem') ?? context.sourceFolder ?? ''))
  );
}

function mappingOf(
  practice: Practice,
  header: string,
  separator: CsvSeparator,
): CompiledMapping | readonly Extract<IntakeRecord, { kind: 'refused' }>[] {
  const byHeader = compiled.get(practice) ?? new Map<string, CompiledMapping>();
  compiled.set(practice, byHeader);
  const known = byHeader.get(header);
  if (known !== undefined && 'mapping' in known) {
    return known;
  }
  const cells = csvCells(header, separator);
  const { mapping, nearest } = mappingForHeader(practice, cells);
  if (mapping !== undefined) {
    const made = compileMapping(mapping, cells);
    byHeader.set(header, made);
    return made;
  }
  return [
    {
      kind: 'refused',
      problems: [
        {
          field: '',
          code: 'field-unknown',
          found: `columns that fit no mapping: ${cells.slice(0, 20).map(describeFieldName).join(', ')}`,
          expected: `the columns of "${nearest.mapping.mappingId}", of which are missing: ${nearest.missing.slice(0, 20).join(', ')}`,
          howToFix: 'Export these columns, or have the practice administrator add a mapping for this export.',
        },
      ],
      place: {},
    },
  ];
}
