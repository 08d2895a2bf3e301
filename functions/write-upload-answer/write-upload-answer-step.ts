import { IntakeStepInput, type WriteUploadAnswerAnswer } from '#contracts/steps.ts';
import type { Upload } from '#contracts/upload.ts';
import { answerCsv } from '#domain/intake/answer/answer-csv.ts';
import { answerJson, type CountedUpload } from '#domain/intake/answer/answer-json.ts';
import { AnswerCounter } from '#domain/intake/answer/count-answers.ts';
import { composeAckFile } from '#domain/intake/compose-hl7-ack.ts';
import { answeredChunks, answersInOrder, releasedVisits } from '#ports/answered-records.ts';
import type { Clock } from '#ports/clock.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';

export interface WriteUploadAnswerWorld {
  readonly clock: Clock;
  readonly uploads: Pick<UploadRegister, 'load' | 'save' | 'numberAnswer'>;
  readonly documents: Pick<DocumentStore, 'get' | 'putStream'>;
}

/** When so much time is used up, the rest of the files is left to the next call. */
const longEnoughMinutes = 4;
/** Bytes that are written at a time. */
const pieceBytes = 65_536;

/**
 * Writes the answer beside the upload, `answer/` instead of `upload/`: as a table, for HL7 as acknowledgements too, and
 * last as JSON. What stands before the records, the time and the name are stored before the first byte is written, so
 * that whatever stops it, the step taken again writes the same bytes, and each file once.
 */
export async function writeUploadAnswerStep(
  event: unknown,
  world: WriteUploadAnswerWorld,
): Promise<WriteUploadAnswerAnswer> {
  const { practiceId, uploadId } = IntakeStepInput.parse(event);
  const until = Date.parse(world.clock.now()) + longEnoughMinutes * 60_000;
  const upload = await world.uploads.load(practiceId, uploadId);
  if (upload === undefined) {
    throw new InvariantBroken(`There is no upload ${uploadId}`);
  }
  if (upload.state === 'answered') {
    return { outcome: 'answered' };
  }
  const counted = isCounted(upload) ? upload : await countAnswers(upload, world);
  const left = filesOf(counted, world).slice(counted.counted.filesWritten);
  for (const [index, write] of left.entries()) {
    await write();
    if (index + 1 < left.length && Date.parse(world.clock.now()) >= until) {
      const filesWritten = counted.counted.filesWritten + index + 1;
      await world.uploads.save({ ...counted, counted: { ...counted.counted, filesWritten } });
      return { outcome: 'more' };
    }
  }
  await world.uploads.save({ ...counted, state: 'answered' });
  return { outcome: 'answered' };
}

function isCounted(upload: Upload): upload is CountedUpload {
  return upload.answerKey !== undefined && upload.answeredAt !== undefined && upload.counted !== undefined;
}

async function countAnswers(upload: Upload, world: WriteUploadAnswerWorld): Promise<CountedUpload> {
  const number = await world.uploads.numberAnswer(upload);
  const answeredAt = world.clock.now();
  const counter = new AnswerCounter();
  for await (const { chunk, answers } of answeredChunks(upload, world.documents)) {
    counter.add(chunk, answers);
  }
  for await (const visit of releasedVisits(upload, world.documents)) {
    counter.addReleased(visit);
  }
  const name = upload.key.replace(/^upload\//, 'answer/');
  const answerKey = `${name}${number === 1 ? '' : `.${number}`}.json`;
  const counted: CountedUpload = { ...upload, answerKey, answeredAt, counted: counter.counted() };
  await world.uploads.save(counted);
  return counted;
}

/** The files of an answer in the order in which they are written. Whoever sees the last one finds the others there. */
function filesOf(upload: CountedUpload, { documents }: WriteUploadAnswerWorld): (() => Promise<unknown>)[] {
  const base = upload.answerKey.replace(/\.json$/, '');
  const put = (ending: string, contentType: string, texts: AsyncIterable<string>): Promise<boolean> =>
    documents.putStream('uploads', `${base}${ending}`, inPieces(texts), contentType, { once: true });
  const answers = () => answersInOrder(upload, documents);
  const released = () => releasedVisits(upload, documents);
  const isHl7 = upload.counted.files.some(({ format }) => format === 'hl7');
  return [
    () => put('.csv', 'text/csv; charset=utf-8', answerCsv(upload.fileProblems, answers(), released())),
    ...(isHl7
      ? [
          () =>
            put('.ack.hl7', 'text/plain', composeAckFile(messagesOf(upload, documents), upload.answeredAt)),
        ]
      : []),
    () => put('.json', 'application/json', answerJson(upload, answers(), released())),
  ];
}

async function* messagesOf(
  upload: CountedUpload,
  documents: WriteUploadAnswerWorld['documents'],
): Parameters<typeof composeAckFile>[0] extends AsyncIterable<infer One> ? AsyncGenerator<One> : never {
  for await (const { chunk, answers } of answeredChunks(upload, documents)) {
    if (chunk.format === 'hl7') {
      const records = new Map(chunk.records.map((record) => [record.recordNumber, record]));
      for (const answer of answers) {
        const record = records.get(answer.recordNumber);
        yield record === undefined
          ? { text: '', answer }
          : { text: record.text, answer, envelope: record.context ?? {} };
      }
    }
  }
}

async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let held = '';
  for await (const text of texts) {
    held += text;
    if (held.length >= pieceBytes) {
      yield encoder.encode(held);
      held = '';
    }
  }
  yield encoder.encode(held);
}
