import { memoryAppointmentStore } from '#adapters/memory/memory-appointment-store.ts';
import { memoryCommit } from '#adapters/memory/memory-commit.ts';
import { memoryDocumentStore } from '#adapters/memory/memory-document-store.ts';
import { memoryClaimStore, memoryUploadRegister } from '#adapters/memory/memory-stores.ts';
import { memoryTaskStore } from '#adapters/memory/memory-task-store.ts';
import { memoryPatientRegister } from '#adapters/memory/memory-patient-register.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { memoryIntakeAgenda } from '#adapters/memory/memory-intake-agenda.ts';
import { memoryVisitDocumentStore } from '#adapters/memory/memory-visit-document-store.ts';
import { memoryVisitStore } from '#adapters/memory/memory-visit-store.ts';
import { ClaimContent, type Claim } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import type { UploadId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { contractVersion } from '#contracts/steps.ts';
import type { RecordAnswer } from '#contracts/upload-answer.ts';
import type { FileFormat } from '#contracts/file-format.ts';
import {
  uploadChunkKey,
  UploadChunkResult,
  uploadResultKey,
  VisitChunkResult,
  VisitPlaces,
  visitPlacesKey,
  visitResultKey,
  type UploadChunk,
} from '#contracts/upload.ts';
import { uploadIdFor } from '#domain/identity/ids.ts';
import type { Frame } from '#domain/intake/frame/framer.ts';
import { framers } from '#domain/intake/frame/framers.ts';
import { usualIntakeLimits } from '#domain/intake/frame/limits.ts';
import { gatherVisitsStep } from '../../functions/gather-visits/gather-visits-step.ts';
import { takeInEncountersStep } from '../../functions/take-in-encounters/take-in-encounters-step.ts';
import { takeInVisitsStep } from '../../functions/take-in-visits/take-in-visits-step.ts';

/** How a file comes in. */
interface FileOptions {
  readonly format: FileFormat;
  readonly sourceFolder?: string;
  /** Records of a chunk. */
  readonly chunkRecords?: number;
}

/** What was answered to a record, or to the first of the visits that it is a part of. */
export type Answered = Pick<RecordAnswer, 'recordNumber' | 'outcome' | 'notes' | 'waitsFor' | 'claimId'> & {
  readonly codes: readonly string[];
};

/** The steps from chunks to claims over maps, for one practice. */
export function intakeWorld(practice: Practice) {
  const tables = new MemoryTables();
  const documents = memoryDocumentStore(tables);
  let now = Date.parse('2026-11-20T15:04:05.000Z');
  const world = {
    clock: { now: () => Instant.parse(new Date(now).toISOString()) },
    commit: memoryCommit(tables),
    claims: memoryClaimStore(tables),
    tasks: memoryTaskStore(tables),
    practices: { load: () => Promise.resolve(practice), edition: () => Promise.resolve(practice) },
    uploads: memoryUploadRegister(tables),
    visits: memoryVisitStore(tables),
    agenda: memoryIntakeAgenda(tables),
    visitDocuments: memoryVisitDocumentStore(tables),
    appointments: memoryAppointmentStore(tables),
    patients: memoryPatientRegister(tables),
    documents,
  };
  const { practiceId } = practice;
  let uploads = 0;

  const read = async (key: string): Promise<unknown> => {
    const stored = await documents.get('documents', key);
    return stored === undefined ? undefined : JSON.parse(new TextDecoder().decode(stored.body));
  };

  const helpers = {
    stored: tables,
    practiceId,
    read,
    advance: (milliseconds: number): void => {
      now += milliseconds;
    },
    /** Lays a file out in chunks, as the split of an upload does. */
    split: async (text: string, options: FileOptions): Promise<UploadId> => {
      uploads += 1;
      const uploadId = uploadIdFor('uploads', `file ${uploads}`, 'v1');
      const framer = framers[options.format](usualIntakeLimits);
      const frames = [...framer.push(new TextEncoder().encode(text)), ...framer.finish()];
      const { chunkRecords = 25 } = options;
      const chunks = Math.ceil(frames.length / chunkRecords);
      for (let chunk = 1; chunk <= chunks; chunk += 1) {
        await documents.put(
          'documents',
          uploadChunkKey(practiceId, uploadId, chunk),
          JSON.stringify(chunkOf(frames.slice((chunk - 1) * chunkRecords, chunk * chunkRecords), options)),
          'application/json',
        );
      }
      await world.uploads.register({
        practiceId,
        uploadId,
        key: `upload/${practiceId}/${uploads}`,
        sizeBytes: text.length,
        registeredAt: world.clock.now(),
        state: 'split',
        fileProblems: [],
        records: frames.length,
        chunks,
      });
      return uploadId;
    },
    takeInRecords: async (uploadId: UploadId): Promise<void> => {
      const upload = await world.uploads.load(practiceId, uploadId);
      for (let chunkNumber = 1; chunkNumber <= (upload?.chunks ?? 0); chunkNumber += 1) {
        await takeInEncountersStep({ contractVersion, practiceId, uploadId, chunkNumber }, world);
      }
    },
    /** Gives the number of visit chunks. */
    gather: async (uploadId: UploadId): Promise<number> => {
      for (let calls = 1; calls <= 50; calls += 1) {
        const gathered = await gatherVisitsStep({ contractVersion, practiceId, uploadId }, world);
        if (gathered.outcome === 'gathered') {
          return gathered.chunks;
        }
      }
      throw new Error('The visits were not gathered in 50 calls');
    },
    takeInVisits: async (uploadId: UploadId, chunks: number): Promise<void> => {
      for (let chunkNumber = 1; chunkNumber <= chunks; chunkNumber += 1) {
        await takeInVisitsStep({ contractVersion, practiceId, uploadId, chunkNumber }, world);
      }
    },
    answers: async (uploadId: UploadId): Promise<readonly Answered[]> => {
      const upload = await world.uploads.load(practiceId, uploadId);
      const answered: Answered[] = [];
      for (let chunk = 1; chunk <= (upload?.chunks ?? 0); chunk += 1) {
        const results = UploadChunkResult.parse(await read(uploadResultKey(practiceId, uploadId, chunk)));
        const places = VisitPlaces.parse((await read(visitPlacesKey(practiceId, uploadId, chunk))) ?? {});
        for (const result of results) {
          const [visitId] = result.visits ?? [];
          const place = visitId === undefined ? undefined : places[visitId];
          const visits =
            place === undefined
              ? []
              : VisitChunkResult.parse(await read(visitResultKey(practiceId, uploadId, place)));
          const visit = visits.find((one) => one.visitId === visitId);
          const { outcome, notes, waitsFor, claimId, problems } = visit ?? result;
          answered.push({
            recordNumber: result.recordNumber,
            outcome,
            ...(notes === undefined ? {} : { notes }),
            ...(waitsFor === undefined ? {} : { waitsFor }),
            ...(claimId === undefined ? {} : { claimId }),
            codes: problems.map(({ code, field }) => `${code} ${field}`),
          });
        }
      }
      return answered;
    },
    /** Takes a whole file in. */
    takeIn: async (text: string, options: FileOptions): Promise<readonly Answered[]> => {
      const uploadId = await helpers.split(text, options);
      await helpers.takeInRecords(uploadId);
      await helpers.takeInVisits(uploadId, await helpers.gather(uploadId));
      return await helpers.answers(uploadId);
    },
    outcomes: async (text: string, options: FileOptions): Promise<readonly string[]> =>
      (await helpers.takeIn(text, options)).map(({ outcome, codes }) => [outcome, ...codes].join(' ')),
    /** What the claims say, by claim: without what tells when and with which file it came. */
    contents: (): Readonly<Record<string, unknown>> =>
      Object.fromEntries(
        [...tables.claims.values()]
          .filter(({ source }) => source.withdrawn !== true)
          .map((claim) => [claim.claimId, contentOf(claim)] as const)
          .toSorted(([one], [other]) => (one < other ? -1 : 1)),
      ),
  };
  return { ...world, ...helpers };
}

export type IntakeWorld = ReturnType<typeof intakeWorld>;

function chunkOf(
  frames: readonly Frame[],
  { format, sourceFolder }: Pick<FileOptions, 'format' | 'sourceFolder'>,
): UploadChunk {
  return {
    format,
    ...(sourceFolder === undefined ? {} : { sourceFolder }),
    records: frames
      .filter(({ problem }) => problem === undefined)
      .map(({ number, text, line, context }) => ({
        recordNumber: number,
        text,
        ...(line === undefined ? {} : { line }),
        ...(context === undefined ? {} : { context: { ...context } }),
      })),
    unreadable: frames.flatMap(({ number, problem }) =>
      problem === undefined
        ? []
        : [
            {
              recordNumber: number,
              outcome: 'refused' as const,
              problems: [{ recordNumber: number, ...problem }],
            },
          ],
    ),
  };
}

function contentOf(claim: Claim): unknown {
  const content = ClaimContent.parse(claim);
  return {
    ...content,
    contentHash: claim.source.contentHash,
    state: claim.state,
    // A control number tells the version of the claim that first had the line.
    lines: content.lines.map((line) => ({ ...line, lineControlNumber: '' })),
  };
}
