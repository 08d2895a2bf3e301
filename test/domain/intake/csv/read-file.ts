import type { CsvMapping } from '#contracts/intake-settings/csv-mapping.ts';
import type { Practice } from '#contracts/practice.ts';
import { UploadId } from '#contracts/identifiers.ts';
import { frameCsvRows } from '#domain/intake/frame/csv-rows.ts';
import { usualIntakeLimits } from '#domain/intake/frame/limits.ts';
import { readCsv } from '#domain/intake/read/csv/read-csv.ts';
import type { IntakeRecord } from '#domain/intake/read/intake-record.ts';
import { practice as samplePractice, today } from '../../samples/encounters.ts';

/** The sample practice with mappings of its own. */
export function practiceWith(...csvMappings: readonly CsvMapping[]): Practice {
  return { ...samplePractice, intake: { ...samplePractice.intake, csvMappings: [...csvMappings] } };
}

/** Every record of a CSV file, from its bytes. */
export function readFile(
  text: string,
  practice: Practice = samplePractice,
  sourceFolder?: string,
): readonly IntakeRecord[] {
  const framer = frameCsvRows(usualIntakeLimits);
  const frames = [...framer.push(new TextEncoder().encode(text)), ...framer.finish()];
  if (framer.fileProblem !== undefined) {
    throw new Error(`The file is refused: ${JSON.stringify(framer.fileProblem)}`);
  }
  return frames.flatMap((frame) =>
    readCsv(frame, {
      practice,
      format: 'csv',
      today,
      uploadId: UploadId.parse('U0000000000000001'),
      ...(sourceFolder === undefined ? {} : { sourceFolder }),
    }),
  );
}

/** A file of one row, by header. */
export function csvOf(...rows: readonly Readonly<Record<string, string>>[]): string {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  return [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');
}
