import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { uploadContents } from '#adapters/archive/open-upload.ts';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { Instant } from '#contracts/dates.ts';
import { Practice } from '#contracts/practice.ts';
import { contractVersion } from '#contracts/steps.ts';
import { UploadAnswer, type RecordAnswer } from '#contracts/upload-answer.ts';
import { uploadIdFor } from '#domain/identity/ids.ts';
import { gatherVisitsStep } from '../functions/gather-visits/gather-visits-step.ts';
import { splitUploadStep } from '../functions/split-upload/split-upload-step.ts';
import { takeInEncountersStep } from '../functions/take-in-encounters/take-in-encounters-step.ts';
import { takeInVisitsStep } from '../functions/take-in-visits/take-in-visits-step.ts';
import { writeUploadAnswerStep } from '../functions/write-upload-answer/write-upload-answer-step.ts';

/** Third-party sample files lie beside the repository on some machines and are never part of it. */
const folder = path.join(import.meta.dirname, '../../shared/data');

/** The folders of samples, each the feed of a source system of the same name. */
const feeds = { hl7: 'hl7v2', synthea: 'synthea_fhir_r4', uscore: 'us_core' } as const;

/** Why nothing that needs the sample files runs here. */
export const reasonForAbsence = 'the third-party sample files of intake are not beside the repository';

/** An uploaded sample file with the answer of each of its records. */
export interface AnsweredSample {
  /** `hl7v2/medplum_DFT_P03_multi.hl7` */
  readonly name: string;
  readonly format: string;
  readonly answers: readonly RecordAnswer[];
}

const at = Instant.parse('2026-11-20T15:04:05.000Z');

/**
 * The sample practice, in Boston for this, which knows the providers and the insurance of the samples of FHIR. Nothing of
 * the senders of HL7 is mapped: their messages are answered as they stand.
 */
function practiceOfSamples(): Practice {
  const document: unknown = JSON.parse(
    readFileSync(path.join(import.meta.dirname, '../events/practice.json'), 'utf8'),
  );
  const known = Practice.parse(document);
  const aliases: Readonly<Record<string, readonly object[]>> = {
    Rowan: ['340', '93440', '240', '190'].map((id) => ({ id: `us-npi|${id}` })),
    Heron: [{ id: 'us-npi|500' }],
  };
  return Practice.parse({
    ...known,
    timeZone: 'America/New_York',
    providers: known.providers.map((provider) => ({
      ...provider,
      aliases: aliases[provider.lastName] ?? [],
    })),
    intake: {
      sources: [
        { sourceSystem: 'hl7', kind: 'parts' },
        { sourceSystem: 'synthea', kind: 'parts', defaults: { placeOfService: '11' } },
        { sourceSystem: 'uscore', kind: 'parts' },
      ],
      hl7Mappings: [{ sourceSystem: 'hl7' }],
      fhirMappings: [{ sourceSystem: 'synthea', noInsuranceMeans: 'self-pay' }, { sourceSystem: 'uscore' }],
    },
  });
}

/** Whether the samples are on this machine. */
export const areThere = Object.values(feeds).every((name) => existsSync(path.join(folder, name)));

/**
 * Every sample file, taken in by the steps of intake over memory, with its answer. Each has a practice of its own, so
 * that no file says anything of another; but the six resources of US Core are one visit and come together, in one file.
 */
export async function answeredSamples(): Promise<readonly AnsweredSample[]> {
  const samples: AnsweredSample[] = [];
  for (const [feed, name] of Object.entries(feeds)) {
    const files = readdirSync(path.join(folder, name)).toSorted();
    const textOf = (file: string): string => readFileSync(path.join(folder, name, file), 'utf8');
    if (feed === 'uscore') {
      const lines = files.map((file) => JSON.stringify(JSON.parse(textOf(file))));
      const answer = await answerTo(`${feed}/visit.ndjson`, lines.join('\n'));
      const format = answer.files[0]?.format ?? '';
      samples.push(
        ...files.map((file, index) => ({
          name: `${name}/${file}`,
          format,
          answers: answer.records.filter(({ recordNumber }) => recordNumber === index + 1),
        })),
      );
    } else {
      for (const file of files) {
        const answer = await answerTo(`${feed}/sample`, textOf(file));
        samples.push({
          name: `${name}/${file}`,
          format: answer.files[0]?.format ?? '',
          answers: answer.records,
        });
      }
    }
  }
  return samples;
}

/** Uploads a file to a practice of its own and gives the answer that the practice finds. */
async function answerTo(name: string, text: string): Promise<UploadAnswer> {
  const practice = practiceOfSamples();
  const { practiceId } = practice;
  const tables = new MemoryTables();
  const world = {
    ...memoryPorts(tables),
    clock: { now: () => at },
    practices: { load: () => Promise.resolve(practice), edition: () => Promise.resolve(practice) },
    contents: uploadContents,
  };
  const { documents } = world;
  const key = `upload/${practiceId}/${name}`;
  const uploadId = uploadIdFor('uploads', key, 'v1');
  await documents.put('uploads', key, text, 'application/octet-stream');
  await world.uploads.register({
    practiceId,
    uploadId,
    key,
    sizeBytes: new TextEncoder().encode(text).length,
    registeredAt: at,
    sourceFolder: name.split('/')[0] ?? '',
    state: 'registered',
    fileProblems: [],
    records: 0,
    chunks: 0,
  });
  const input = { contractVersion, practiceId, uploadId };
  const { chunks } = await splitUploadStep(input, world);
  for (let chunkNumber = 1; chunkNumber <= chunks; chunkNumber += 1) {
    await takeInEncountersStep({ ...input, chunkNumber }, world);
  }
  const visits = await gatherVisitsStep(input, world);
  for (let chunkNumber = 1; chunkNumber <= visits.chunks; chunkNumber += 1) {
    await takeInVisitsStep({ ...input, chunkNumber }, world);
  }
  await writeUploadAnswerStep(input, world);
  const upload = await world.uploads.load(practiceId, uploadId);
  const answer = await documents.get('uploads', upload?.answerKey ?? '');
  return UploadAnswer.parse(JSON.parse(new TextDecoder().decode(answer?.body)));
}
