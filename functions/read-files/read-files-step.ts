import { FileQuery, type ClaimFileId, type FileAnswer } from '#contracts/files.ts';
import { problemsOf, type QueryRefused } from '#contracts/queries.ts';
import { isBlindTo } from '#domain/coding/audit/blind-claim.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { DocumentStore, Shelf } from '#ports/document-store.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import type * as z from 'zod';
import { readClaimFile } from '#ports/read-claim-file.ts';

export interface ReadFilesWorld {
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly uploads: Pick<UploadRegister, 'load'>;
  readonly remittances: Pick<RemittanceRegister, 'load'>;
  readonly documents: Pick<DocumentStore, 'stream'>;
}

/** Bytes of one answer: as base64 they are a third more, and an answer of a function has 6 MB at most. */
const pieceBytes = 3_000_000;

type Asked = z.infer<typeof FileQuery>;

/**
 * Shows a person what is in the files of the practice: of an X12 file what is about one claim, of others their bytes, a
 * piece at a time. Which file it is, the claim, the upload or the remittance says; no key is ever asked for.
 */
export async function readFilesStep(event: unknown, world: ReadFilesWorld): Promise<FileAnswer> {
  const read = FileQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const asked = read.data;
  if (asked.query === 'x12') {
    const { practiceId, claimId, fileId, authority } = asked;
    const claim = await world.claims.load(practiceId, claimId);
    if (claim === undefined) {
      return missing(`claimId: practice ${practiceId} has no claim ${claimId}`);
    }
    return tellsCodes(fileId) && isBlindTo(authority, claim)
      ? {
          outcome: 'refused',
          problems: [
            `fileId: the file ${fileId} tells how the visit was coded; code it for the audit first, then it is shown`,
          ],
          because: 'not-allowed',
        }
      : await readClaimFile(claim, fileId, world);
  }
  const place = await placeOf(asked, world);
  return 'outcome' in place ? place : await piece(place, asked.from, world);
}

/** Every file of a claim but what was asked of its coverage. */
const tellsCodes = (fileId: ClaimFileId): boolean => !fileId.startsWith('eligibility-');

interface Place {
  readonly shelf: Shelf;
  readonly key: string;
  readonly contentType: string;
}

async function placeOf(
  asked: Exclude<Asked, { query: 'x12' }>,
  world: ReadFilesWorld,
): Promise<Place | QueryRefused> {
  const { practiceId } = asked;
  switch (asked.query) {
    case 'document': {
      const claim = await world.claims.load(practiceId, asked.claimId);
      const document = claim?.documents?.find(({ documentId }) => documentId === asked.documentId);
      return document?.fileKey === undefined
        ? missing(`documentId: claim ${asked.claimId} has no file ${asked.documentId}`)
        : { shelf: 'documents', key: document.fileKey, contentType: document.mediaType };
    }
    case 'upload-answer': {
      const upload = await world.uploads.load(practiceId, asked.uploadId);
      return upload?.answerKey === undefined
        ? missing(`uploadId: practice ${practiceId} has no answered upload ${asked.uploadId}`)
        : {
            shelf: 'uploads',
            key: upload.answerKey.replace(/\.json$/, `.${asked.as}`),
            contentType: asked.as === 'csv' ? 'text/csv' : 'application/json',
          };
    }
    case 'proof': {
      const run = await world.remittances.load(practiceId, asked.remittanceId);
      return run === undefined
        ? missing(`remittanceId: practice ${practiceId} has no ${asked.remittanceId}`)
        : {
            shelf: 'documents',
            key: `proofs/${practiceId}/${asked.remittanceId}.${asked.as}`,
            contentType: asked.as === 'pdf' ? 'application/pdf' : 'text/html; charset=utf-8',
          };
    }
  }
}

async function piece(
  { shelf, key, contentType }: Place,
  from: number,
  { documents }: ReadFilesWorld,
): Promise<FileAnswer> {
  const bytes = await documents.stream(shelf, key, undefined, from, from + pieceBytes);
  if (bytes === undefined) {
    return missing('The file is not there any more, or was not made yet');
  }
  const parts: Uint8Array[] = [];
  for await (const part of bytes) {
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  return {
    outcome: 'bytes',
    contentType,
    base64: body.toString('base64'),
    ...(body.byteLength === pieceBytes && { next: from + pieceBytes }),
  };
}

const missing = (problem: string): QueryRefused => ({
  outcome: 'refused',
  problems: [problem],
  because: 'not-found',
});
