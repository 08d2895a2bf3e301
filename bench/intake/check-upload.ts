import { PlainDate } from '#contracts/dates.ts';
import { UploadId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { checkDraft } from '#domain/intake/check-encounter.ts';
import type { Frame } from '#domain/intake/frame/framer.ts';
import { framers } from '#domain/intake/frame/framers.ts';
import { usualIntakeLimits } from '#domain/intake/frame/limits.ts';
import type { IntakeRecord, ReadContext } from '#domain/intake/read/intake-record.ts';
import { sha256Hex } from '#adapters/system/sha256.ts';
import { readers } from '#domain/intake/read/readers.ts';
import { assembleVisit } from '#domain/intake/visit/assemble-visit.ts';
import type { MeasuredFormat } from './generate-intake.ts';

/** The visit that a record is, or that the parts of several make. */
function draftOf(records: readonly IntakeRecord[], practice: Practice): object {
  const [record] = records;
  if (record?.kind === 'encounter') {
    return record.draft as object;
  }
  const visit = assembleVisit(
    records.filter((one) => one.kind === 'part').map(({ part }) => part),
    records.filter((one) => one.kind === 'shared').map(({ thing }) => thing),
    practice,
  );
  if (visit.kind !== 'encounter') {
    throw new Error(`The records make no visit: ${JSON.stringify([records, visit])}`);
  }
  return visit.draft;
}

/** How far a file is read: to records in the practice's own terms, or to checked encounters. */
export const measuredStages = ['parsed', 'checked'] as const;
export type MeasuredStage = (typeof measuredStages)[number];

/** Of FHIR a visit has several records, the first of them its patient. */
function startsVisit(format: MeasuredFormat, records: readonly IntakeRecord[]): boolean {
  return (
    format !== 'fhir-ndjson' ||
    records.some((record) => record.kind === 'shared' && record.thing.kind === 'person')
  );
}

/**
 * Frames, reads and maps every record of a generated file, and puts visits together and checks them where that is asked
 * for, as the steps of intake do, without a store.
 * @throws Error when a record is refused, or the file.
 */
export function checkUpload(
  format: MeasuredFormat,
  chunks: Iterable<Uint8Array>,
  practice: Practice,
  until: MeasuredStage = 'checked',
): { readonly records: number; readonly bytes: number } {
  const context: ReadContext = {
    practice,
    format,
    today: PlainDate.parse('2026-11-21'),
    uploadId: UploadId.parse('U0000000000000001'),
    sha256: sha256Hex,
    ...(format === 'hl7' || format === 'fhir-ndjson' ? { sourceFolder: 'bench' } : {}),
  };
  const reader = readers[format];
  const framer = framers[format](usualIntakeLimits);
  let records = 0;
  let bytes = 0;
  let ofVisit: IntakeRecord[] = [];
  const check = (): void => {
    const { problems } = checkDraft(records, draftOf(ofVisit, practice), practice, context.today);
    if (problems !== undefined) {
      throw new Error(`Record ${records}: ${JSON.stringify(problems[0])}`);
    }
    ofVisit = [];
  };
  const take = (frames: readonly Frame[]): void => {
    for (const frame of frames) {
      const read = reader(frame, context);
      if (until === 'parsed') {
        mustBeTaken(records + 1, read);
      } else {
        if (ofVisit.length > 0 && startsVisit(format, read)) {
          check();
        }
        ofVisit.push(...read);
      }
      records++;
    }
  };
  for (const chunk of chunks) {
    bytes += chunk.length;
    take(framer.push(chunk));
  }
  take(framer.finish());
  if (framer.fileProblem !== undefined) {
    throw new Error(JSON.stringify(framer.fileProblem));
  }
  if (until === 'checked') {
    check();
  }
  return { records, bytes };
}

function mustBeTaken(number: number, records: readonly IntakeRecord[]): void {
  for (const record of records) {
    if (record.kind === 'refused') {
      throw new Error(`Record ${number}: ${JSON.stringify(record.problems[0])}`);
    }
  }
}
