import { openSync, readFileSync, readSync } from 'node:fs';
import { PlainDate } from '#contracts/dates.ts';
import { UploadId } from '#contracts/identifiers.ts';
import { Practice } from '#contracts/practice.ts';
import { checkDraft } from '#domain/intake/check-encounter.ts';
import type { Frame } from '#domain/intake/frame/framer.ts';
import { framers } from '#domain/intake/frame/framers.ts';
import { usualIntakeLimits } from '#domain/intake/frame/limits.ts';
import type { IntakeRecord, ReadContext } from '#domain/intake/read/intake-record.ts';
import { readers } from '#domain/intake/read/readers.ts';
import { assembleVisit } from '#domain/intake/visit/assemble-visit.ts';
import type { MeasuredFormat } from '../generate-intake.ts';
import type { IntakeRun } from '../measure-intake.ts';

const chunkBytes = 65_536;

/** The visit that a record is, or that its parts make. */
function draftOf(records: readonly IntakeRecord[]): object {
  const [record] = records;
  if (record?.kind === 'encounter') {
    return record.draft as object;
  }
  const parts = records.flatMap((one) => (one.kind === 'part' ? [one.part] : []));
  const visit = assembleVisit(
    parts,
    records.flatMap((one) => (one.kind === 'shared' ? [one.thing] : [])),
  );
  if (visit.kind !== 'encounter') {
    throw new Error(`No visit: ${JSON.stringify([records, visit])}`);
  }
  return visit.draft;
}

/** Of FHIR a visit has several records, the first of them its patient. */
function startsVisit(format: MeasuredFormat, records: readonly IntakeRecord[]): boolean {
  return (
    format !== 'fhir-ndjson' ||
    records.some((record) => record.kind === 'shared' && record.thing.kind === 'person')
  );
}

/** Frames, reads, maps and checks every record of a file on one core, and says what that took. */
function measure(format: MeasuredFormat, path: string, practice: Practice): IntakeRun {
  const context: ReadContext = {
    practice,
    format,
    today: PlainDate.parse('2026-11-21'),
    uploadId: UploadId.parse('U0000000000000001'),
    ...(format === 'hl7' || format === 'fhir-ndjson' ? { sourceFolder: 'bench' } : {}),
  };
  const reader = readers[format];
  const framer = framers[format](usualIntakeLimits);
  const descriptor = openSync(path, 'r');
  const buffer = new Uint8Array(chunkBytes);
  let records = 0;
  let bytes = 0;
  let ofVisit: IntakeRecord[] = [];
  const check = (): void => {
    const { problems } = checkDraft(records, draftOf(ofVisit), practice, context.today);
    if (problems !== undefined) {
      throw new Error(`Record ${records}: ${JSON.stringify(problems[0])}`);
    }
    ofVisit = [];
  };
  const take = (frames: readonly Frame[]): void => {
    for (const frame of frames) {
      const read = reader(frame, context);
      if (ofVisit.length > 0 && startsVisit(format, read)) {
        check();
      }
      ofVisit.push(...read);
      records++;
    }
  };
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const threadBefore = process.threadCpuUsage();
  for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
    bytes += read;
    take(framer.push(buffer.subarray(0, read)));
  }
  take(framer.finish());
  check();
  const used = process.cpuUsage(before);
  const ofThread = process.threadCpuUsage(threadBefore);
  if (framer.fileProblem !== undefined) {
    throw new Error(JSON.stringify(framer.fileProblem));
  }
  return {
    records,
    bytes,
    seconds: (performance.now() - startedAt) / 1000,
    threadSeconds: (ofThread.user + ofThread.system) / 1e6,
    processorSeconds: (used.user + used.system) / 1e6,
    peakMebibytes: process.resourceUsage().maxRSS / 1024,
  };
}

const [format = '', path = '', practicePath = ''] = process.argv.slice(2);
const practice = Practice.parse(JSON.parse(readFileSync(practicePath, 'utf8')));
process.stdout.write(JSON.stringify(measure(format as MeasuredFormat, path, practice)));
