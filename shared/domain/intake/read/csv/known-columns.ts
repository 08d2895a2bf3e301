import type { CsvMapping } from '#contracts/intake-settings/csv-mapping.ts';
import type { Practice } from '#contracts/practice.ts';
import { csvCells, csvSeparators } from '../../frame/csv-cells.ts';
import type { FileProblem } from '../../frame/framer.ts';
import type { KnownColumns } from '../../recognise/recognise.ts';
import { mappingForHeader } from './compiled-mapping.ts';
import { csvTemplates } from './csv-templates.ts';

/** What the mappings of a practice and the templates know of headers, for finding out what a file is. */
export function knownColumns({ intake }: Pick<Practice, 'intake'>): KnownColumns[] {
  return [...intake.csvMappings, ...csvTemplates.map(({ mapping }) => mapping)].map((mapping) => {
    const columns = mapping.columns.map(({ header }) => header);
    return {
      mappingId: mapping.mappingId,
      columns,
      required: mapping.required.length > 0 ? mapping.required : columns,
    };
  });
}

/** Columns that are missing, of a mapping whose header was nearly there; more are not told. */
const mostMissing = 20;

/**
 * The mapping by which the rows of a file are read, or why none is: then every row would be refused for the same.
 * @param context of the file's first row: its header and what separates the columns.
 */
export function mappingOfFile(
  practice: Pick<Practice, 'intake'>,
  context: Readonly<Record<string, string>>,
): CsvMapping | FileProblem {
  const separator = csvSeparators.find((sign) => sign === context['separator']) ?? ',';
  const { mapping, nearest } = mappingForHeader(practice, csvCells(context['header'] ?? '', separator));
  if (mapping !== undefined) {
    return mapping;
  }
  const { missing } = nearest;
  const more = missing.length > mostMissing ? ` and ${missing.length - mostMissing} more` : '';
  return {
    code: 'csv-header-unknown',
    found: `a header without ${missing.slice(0, mostMissing).join(', ')}${more}`,
    expected: `all required columns of mapping "${nearest.mapping.mappingId}"`,
    howToFix: 'Export these columns too, or have a mapping for this export added to the practice.',
  };
}
