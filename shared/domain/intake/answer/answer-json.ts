import type { Instant } from '#contracts/dates.ts';
import type { RecordAnswer, ReleasedVisit, UploadAnswer } from '#contracts/upload-answer.ts';
import type { Upload } from '#contracts/upload.ts';
import { meaningOfNote } from './intake-notes.ts';

/** An upload whose answer is about to be written: what the answer says before its records is known. */
export interface CountedUpload extends Upload {
  readonly answerKey: string;
  readonly answeredAt: Instant;
  readonly counted: NonNullable<Upload['counted']>;
}

/**
 * The answer to an upload as JSON, piece by piece: what was counted stands before the records, each of which has a line
 * of its own; the visits of earlier uploads that it released come last. A file with a problem of its own was not taken in, whatever its records look like.
 */
export async function* answerJson(
  upload: CountedUpload,
  answers: AsyncIterable<RecordAnswer>,
  released: AsyncIterable<ReleasedVisit>,
): AsyncGenerator<string> {
  const { totals, files, notes } = upload.counted;
  const head: Omit<UploadAnswer, 'records' | 'released'> = {
    contractVersion: 1,
    practiceId: upload.practiceId,
    uploadId: upload.uploadId,
    receivedAt: upload.registeredAt,
    answeredAt: upload.answeredAt,
    outcome: upload.fileProblems.length > 0 ? 'refused' : 'taken-in',
    totals,
    files: [...files],
    notes: notes.map((code) => ({ code, meaning: meaningOfNote(code) ?? code })),
    fileProblems: [...upload.fileProblems],
  };
  yield `${JSON.stringify(head, undefined, 2).slice(0, -'\n}'.length)},\n  "records": [`;
  let separator = '\n';
  for await (const answer of answers) {
    yield `${separator}    ${JSON.stringify(answer)}`;
    separator = ',\n';
  }
  yield separator === '\n' ? '],\n  "released": [' : '\n  ],\n  "released": [';
  separator = '\n';
  for await (const visit of released) {
    yield `${separator}    ${JSON.stringify(visit)}`;
    separator = ',\n';
  }
  yield separator === '\n' ? ']\n}\n' : '\n  ]\n}\n';
}
