import type { RecordAnswer, RecordPlace } from '#contracts/upload-answer.ts';
import { uploadChunkKey, type Upload, type UploadChunk } from '#contracts/upload.ts';
import type { Frame } from '#domain/intake/frame/framer.ts';
import type { DocumentStore } from '../document-store.ts';

/** Records of one chunk: what one call takes in well within its time. */
const chunkRecords = 25;
/** Characters of one chunk: a few very long notes make a chunk of their own. */
const chunkCharacters = 2_000_000;

/** What all records of one file of an upload have in common. */
export type ChunkSettings = Pick<
  UploadChunk,
  'format' | 'sourceFolder' | 'mappingId' | 'entry' | 'entryName' | 'scope'
>;

/**
 * Lays records out in chunks. Which record goes into which chunk depends on the records alone: where a split was stopped
 * and taken up again makes no difference.
 */
export class ChunkWriter {
  /** Chunks that are written. */
  count: number;
  /** Records that were added. */
  records: number;
  readonly #upload: Upload;
  readonly #documents: Pick<DocumentStore, 'put'>;
  #open: UploadChunk | undefined;
  #characters: number;

  constructor(
    upload: Upload,
    documents: Pick<DocumentStore, 'put'>,
    before: { readonly chunks: number; readonly records: number; readonly open?: UploadChunk | undefined },
  ) {
    this.#upload = upload;
    this.#documents = documents;
    this.count = before.chunks;
    this.records = before.records;
    this.#open = before.open;
    this.#characters = before.open?.records.reduce((sum, record) => sum + charactersOf(record), 0) ?? 0;
  }

  /** The records that are in no chunk yet. */
  get open(): UploadChunk | undefined {
    return this.#open;
  }

  /**
   * Adds a record of a file.
   * @param numberBefore the number of the last record in the files before this one.
   */
  async add(frame: Frame, settings: ChunkSettings, numberBefore: number): Promise<void> {
    this.records += 1;
    // Of a record that could not be cut out nothing but its problem is written.
    const characters = frame.problem === undefined ? charactersOf(frame) : 0;
    if (this.#open !== undefined && this.#characters + characters > chunkCharacters) {
      await this.finishChunk();
    }
    this.#open ??= { ...settings, records: [], unreadable: [] };
    this.#characters += characters;
    const recordNumber = numberBefore + frame.number;
    if (frame.problem === undefined) {
      this.#open.records.push({
        recordNumber,
        ...(numberBefore === 0 ? {} : { number: frame.number }),
        text: frame.text,
        ...(frame.line === undefined ? {} : { line: frame.line }),
        ...(frame.context === undefined ? {} : { context: { ...frame.context } }),
      });
    } else {
      const answer: RecordAnswer = {
        recordNumber,
        place: placeOf(frame, settings),
        outcome: 'refused',
        problems: [{ recordNumber, ...frame.problem }],
      };
      this.#open.unreadable.push(answer);
    }
    const size = this.#open.records.length + this.#open.unreadable.length;
    if (size >= chunkRecords || this.#characters >= chunkCharacters) {
      await this.finishChunk();
    }
  }

  /** Ends the chunk, also with few records: a chunk is of one file. */
  async finishChunk(): Promise<void> {
    if (this.#open === undefined) {
      return;
    }
    const { practiceId, uploadId } = this.#upload;
    await this.#documents.put(
      'documents',
      uploadChunkKey(practiceId, uploadId, this.count + 1),
      JSON.stringify(this.#open),
      'application/json',
    );
    this.count += 1;
    this.#open = undefined;
    this.#characters = 0;
  }
}

/** The header row of a CSV file and the envelope of an 837 go with each record. */
function charactersOf({
  text,
  context,
}: {
  readonly text: string;
  readonly context?: Readonly<Record<string, string>> | undefined;
}): number {
  return Object.values(context ?? {}).reduce((sum, value) => sum + value.length, text.length);
}

function placeOf({ line, number }: Frame, { format, entry }: ChunkSettings): RecordPlace {
  return {
    ...(entry === undefined ? {} : { entry }),
    ...(line === undefined ? {} : { line }),
    ...(format === 'hl7' ? { message: number } : {}),
  };
}
