import type { FileProblem, RecordAnswer } from '#contracts/upload-answer.ts';
import {
  contractVersion,
  IntakeStepInput,
  type SplitUploadAnswer,
  type UploadChunkInput,
} from '#contracts/steps.ts';
import { uploadChunkKey, uploadIndexKey, type Upload, type UploadChunk } from '#contracts/upload.ts';
import { readEncounterLines, type EncounterLine } from '#domain/intake/read-encounter-lines.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';

export interface SplitUploadWorld {
  readonly uploads: Pick<UploadRegister, 'load' | 'save'>;
  readonly documents: Pick<DocumentStore, 'bucketOf' | 'stream' | 'put'>;
}

/** Records of one chunk: what one call takes in well within its time. */
const chunkRecords = 25;
/** Characters of one chunk: a few very long notes make a chunk of their own. */
const chunkCharacters = 2_000_000;

/**
 * Splits an upload into chunks as it streams by, never holding more than one. Done again it writes the same chunks.
 * A file that cannot be read as a whole is refused; a record that cannot be read is answered in its chunk.
 */
export async function splitUploadStep(event: unknown, world: SplitUploadWorld): Promise<SplitUploadAnswer> {
  const { practiceId, uploadId } = IntakeStepInput.parse(event);
  const upload = await world.uploads.load(practiceId, uploadId);
  if (upload === undefined) {
    throw new InvariantBroken(`There is no upload ${uploadId}`);
  }
  const chunks = new ChunkWriter(upload, world.documents);
  const fileProblems: FileProblem[] = [];
  const bytes = await world.documents.stream('uploads', upload.key, upload.versionId);
  if (bytes === undefined) {
    fileProblems.push({
      code: 'file-empty',
      found: 'the file was deleted before it was read',
      expected: 'a file that stays until it is answered',
      howToFix: 'Upload the file again.',
    });
  } else {
    for await (const line of readEncounterLines(bytes)) {
      if (line.kind === 'unreadable-file') {
        fileProblems.push(line.problem);
        break;
      }
      await chunks.add(line);
    }
  }
  await chunks.finish();
  const refused = fileProblems.length > 0;
  await world.uploads.save({
    ...upload,
    state: refused ? 'refused' : 'split',
    fileProblems,
    records: chunks.records,
    chunks: refused ? 0 : chunks.count,
  });
  return {
    outcome: refused ? 'refused' : 'split',
    chunks: chunks.count,
    hasParts: false,
    chunkIndex: {
      bucket: world.documents.bucketOf('documents'),
      key: uploadIndexKey(practiceId, uploadId),
    },
  };
}

function emptyChunk(): UploadChunk {
  return { format: 'encounter-ndjson', records: [], unreadable: [] };
}

class ChunkWriter {
  count = 0;
  records = 0;
  readonly #upload: Upload;
  readonly #documents: Pick<DocumentStore, 'put'>;
  #chunk: UploadChunk = emptyChunk();
  #characters = 0;

  constructor(upload: Upload, documents: Pick<DocumentStore, 'put'>) {
    this.#upload = upload;
    this.#documents = documents;
  }

  async add(line: Exclude<EncounterLine, { kind: 'unreadable-file' }>): Promise<void> {
    this.records += 1;
    if (line.kind === 'record') {
      this.#chunk.records.push({ recordNumber: line.recordNumber, text: line.text });
      this.#characters += line.text.length;
    } else {
      const answer: RecordAnswer = {
        recordNumber: line.recordNumber,
        outcome: 'refused',
        problems: [line.problem],
      };
      this.#chunk.unreadable.push(answer);
    }
    const size = this.#chunk.records.length + this.#chunk.unreadable.length;
    if (size >= chunkRecords || this.#characters >= chunkCharacters) {
      await this.#write();
    }
  }

  async finish(): Promise<void> {
    if (this.#chunk.records.length + this.#chunk.unreadable.length > 0) {
      await this.#write();
    }
    const { practiceId, uploadId } = this.#upload;
    const index = Array.from({ length: this.count }, (_, position): UploadChunkInput => ({
      contractVersion,
      practiceId,
      uploadId,
      chunkNumber: position + 1,
    }));
    await this.#documents.put(
      'documents',
      uploadIndexKey(practiceId, uploadId),
      JSON.stringify(index),
      'application/json',
    );
  }

  async #write(): Promise<void> {
    this.count += 1;
    const { practiceId, uploadId } = this.#upload;
    await this.#documents.put(
      'documents',
      uploadChunkKey(practiceId, uploadId, this.count),
      JSON.stringify(this.#chunk),
      'application/json',
    );
    this.#chunk = emptyChunk();
    this.#characters = 0;
  }
}
