import type { Practice } from '#contracts/practice.ts';
import type { Upload } from '#contracts/upload.ts';
import type { FileProblem, FormatId, Frame, Framer } from '#domain/intake/frame/framer.ts';
import { framers } from '#domain/intake/frame/framers.ts';
import { knownColumns, mappingOfFile } from '#domain/intake/read/csv/known-columns.ts';
import { mayHoldParts } from '#domain/intake/recognise/may-hold-parts.ts';
import { ActivePdfScan, quarantined } from '#domain/intake/recognise/quarantine.ts';
import { recognise, recognitionBytes } from '#domain/intake/recognise/recognise.ts';
import type { Clock } from '../clock.ts';
import type { DocumentStore } from '../document-store.ts';
import { UnreadableUpload, type ContentEntry } from '../upload-contents.ts';
import { InvariantBroken } from '../work-on-claim.ts';
import { ChunkWriter, type ChunkSettings } from './chunk-writer.ts';
import {
  callMilliseconds,
  checkpointBytes,
  checkpointChunks,
  mostRounds,
  type SplitLimits,
} from './split-limits.ts';
import { saveProgress, type SplitProgress } from './split-progress.ts';
import { inPieces, withHead } from './stored-upload.ts';

interface SplitWorld {
  readonly clock: Clock;
  readonly documents: Pick<DocumentStore, 'put'>;
}

/** One file of the upload while it is cut into records. */
interface OpenEntry {
  readonly format: FormatId;
  readonly framer: Framer;
  readonly scan: ActivePdfScan | undefined;
  /** Of a CSV file: found when its header was read. */
  mappingId: string | undefined;
}

/** One call's work on an upload: the files of it, one after another, from where the call before stopped. */
export class UploadSplit {
  readonly #upload: Upload;
  readonly #practice: Practice;
  readonly #world: SplitWorld;
  readonly #limits: SplitLimits;
  readonly #chunks: ChunkWriter;
  readonly #startedAt: number;
  /** What is done; `entry`, `open` and the counts are those of the call's start. */
  #before: SplitProgress;
  #entry: OpenEntry | undefined;
  #hasParts: boolean;
  /** The greatest number that a record was given. */
  #lastNumber: number;
  #bytesOfEntry = 0;
  #bytesSinceCheckpoint = 0;
  #chunksAtCheckpoint: number;

  constructor(
    upload: Upload,
    practice: Practice,
    before: SplitProgress,
    world: SplitWorld,
    limits: SplitLimits,
  ) {
    this.#upload = upload;
    this.#practice = practice;
    this.#world = world;
    this.#limits = limits;
    this.#before = before;
    this.#hasParts = before.hasParts;
    this.#lastNumber = before.lastNumber;
    this.#chunks = new ChunkWriter(upload, world.documents, before);
    this.#chunksAtCheckpoint = before.chunks;
    this.#startedAt = Date.parse(world.clock.now());
  }

  /**
   * Cuts the files into records. Errors: `UnreadableUpload` when one of them cannot be read as a whole.
   * @returns `more` when the time of the call is used up.
   */
  async run(entries: readonly ContentEntry[]): Promise<'split' | 'more'> {
    if (entries.length === 0) {
      throw new UnreadableUpload({
        code: 'file-without-records',
        found: 'an archive without files',
        expected: 'an archive with the files of an export',
        howToFix: 'Export the encounters again and upload the new file.',
      });
    }
    const started = JSON.stringify(this.progress());
    for (const entry of entries.slice(this.#before.entriesDone)) {
      if ((await this.#splitEntry(entry)) === 'more') {
        await this.#stop(started);
        return 'more';
      }
    }
    return 'split';
  }

  /** Where the split stands: a call that starts from it does the rest. */
  progress(): SplitProgress {
    const { entry: stored, open: _open, ...before } = this.#before;
    const { open, count, records } = this.#chunks;
    const entry =
      this.#entry === undefined
        ? stored
        : {
            format: this.#entry.format,
            ...(this.#entry.mappingId === undefined ? {} : { mappingId: this.#entry.mappingId }),
            framer: this.#entry.framer.state(),
          };
    return {
      ...before,
      records,
      chunks: count,
      lastNumber: this.#lastNumber,
      hasParts: this.#hasParts,
      ...(entry === undefined
        ? {}
        : { entry: { ...entry, framer: { ...entry.framer, more: { ...entry.framer.more } } } }),
      ...(open === undefined ? {} : { open }),
    };
  }

  async #splitEntry(entry: ContentEntry): Promise<'done' | 'more'> {
    const { entry: stored } = this.#before;
    const from = stored?.framer.resumeOffset ?? 0;
    this.#bytesOfEntry = from;
    const bytes = inPieces(entry.read(from));
    if (stored === undefined) {
      const { head, isWhole, all } = await withHead(bytes, recognitionBytes);
      const format = this.#recognise(entry, head, isWhole);
      this.#entry = this.#opened(format, framers[format](this.#limits));
      return await this.#cut(entry, this.#entry, all);
    }
    const framer = framers[stored.format](this.#limits, stored.framer);
    this.#entry = { ...this.#opened(stored.format, framer), mappingId: stored.mappingId };
    return await this.#cut(entry, this.#entry, bytes);
  }

  #opened(format: FormatId, framer: Framer): OpenEntry {
    return {
      format,
      framer,
      scan: format === 'document-pdf' ? new ActivePdfScan() : undefined,
      mappingId: undefined,
    };
  }

  #recognise(entry: ContentEntry, head: Uint8Array, isWhole: boolean): FormatId {
    const found = recognise(head, {
      name: entry.name === '' ? this.#uploadName() : entry.name,
      isWhole,
      csvMappings: knownColumns(this.#practice),
    });
    if (found.kind === 'format') {
      return found.format;
    }
    throw found.kind === 'archive'
      ? new InvariantBroken(`${found.archive} was not unpacked in upload ${this.#upload.uploadId}`)
      : unreadable(found.problem, entry);
  }

  /** The folder that the uploaded file lies in. */
  #folder(): string {
    return this.#upload.key.slice(0, this.#upload.key.lastIndexOf('/'));
  }

  /** The name of the file that was uploaded, without what gzip puts behind it. */
  #uploadName(): string {
    return this.#upload.key.slice(this.#upload.key.lastIndexOf('/') + 1).replace(/\.gz$/i, '');
  }

  async #cut(
    entry: ContentEntry,
    open: OpenEntry,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<'done' | 'more'> {
    for await (const piece of bytes) {
      this.#bytesOfEntry += piece.length;
      this.#bytesSinceCheckpoint += piece.length;
      this.#lookAtSize();
      this.#lookAtPdf(entry, open, piece);
      await this.#take(entry, open, open.framer.push(piece));
      if (Date.parse(this.#world.clock.now()) - this.#startedAt >= callMilliseconds) {
        return 'more';
      }
      await this.#noteWhereItIs();
    }
    await this.#take(entry, open, open.framer.finish());
    // A chunk is of one file.
    await this.#chunks.finishChunk();
    const { entry: _done, ...before } = this.#before;
    this.#before = {
      ...before,
      entriesDone: before.entriesDone + 1,
      bytesDone: before.bytesDone + this.#bytesOfEntry,
      numberDone: this.#lastNumber,
    };
    this.#entry = undefined;
    await this.#noteWhereItIs();
    return 'done';
  }

  async #take(entry: ContentEntry, open: OpenEntry, frames: readonly Frame[]): Promise<void> {
    const { numberDone } = this.#before;
    for (const frame of frames) {
      this.#lookAtRows(entry, open, frame);
      await this.#chunks.add(frame, this.#settings(entry, open), numberDone);
      this.#lastNumber = Math.max(this.#lastNumber, numberDone + frame.number);
    }
    const { fileProblem } = open.framer;
    if (fileProblem !== undefined) {
      throw unreadable(fileProblem, entry);
    }
    if (this.#chunks.records > this.#limits.recordCount) {
      throw new UnreadableUpload({
        code: 'file-too-many-records',
        found: `more than ${this.#limits.recordCount} records`,
        expected: `at most ${this.#limits.recordCount} records in one upload`,
        howToFix: 'Upload the file in pieces.',
      });
    }
  }

  /** Finds out by its first row how the rows of a CSV file are read. */
  #lookAtRows(entry: ContentEntry, open: OpenEntry, { context }: Frame): void {
    if (open.format !== 'csv') {
      this.#hasParts ||= mayHoldParts(open.format, undefined);
      return;
    }
    if (open.mappingId !== undefined || context === undefined) {
      return;
    }
    const mapping = mappingOfFile(this.#practice, context);
    if (!('rows' in mapping)) {
      throw unreadable(mapping, entry);
    }
    open.mappingId = mapping.mappingId;
    this.#hasParts ||= mayHoldParts('csv', mapping.rows);
  }

  #settings({ ordinal, name }: ContentEntry, { format, mappingId }: OpenEntry): ChunkSettings {
    const { sourceFolder } = this.#upload;
    const isDocument = format === 'document-text' || format === 'document-pdf';
    // Rows may be an index of documents.
    const isScoped = isDocument || format === 'csv';
    const entryName = name === '' && isDocument ? this.#uploadName() : name;
    return {
      format,
      ...(sourceFolder === undefined ? {} : { sourceFolder }),
      ...(mappingId === undefined ? {} : { mappingId }),
      ...(name === '' ? {} : { entry: ordinal }),
      ...(entryName === '' ? {} : { entryName }),
      ...(isScoped ? { scope: name === '' ? this.#folder() : this.#upload.uploadId } : {}),
    };
  }

  /** What a zip archive and a gzip file in it unpack to is only known here, for all files together. */
  #lookAtSize(): void {
    const bytes = this.#before.bytesDone + this.#bytesOfEntry;
    const { expandedBytes, expansionRatio, ratioFreeBytes } = this.#limits;
    if (bytes > expandedBytes) {
      throw new UnreadableUpload({
        code: 'archive-too-large',
        found: `more than ${expandedBytes} bytes unpacked`,
        expected: `at most ${expandedBytes} bytes unpacked`,
        howToFix: 'Send the files in several archives.',
      });
    }
    if (bytes > ratioFreeBytes && bytes > expansionRatio * this.#upload.sizeBytes) {
      throw new UnreadableUpload({
        code: 'archive-expands-too-much',
        found: `${bytes} bytes out of ${this.#upload.sizeBytes}`,
        expected: `at most ${expansionRatio} unpacked bytes for each packed one`,
        howToFix: 'Send the files themselves.',
      });
    }
  }

  #lookAtPdf(entry: ContentEntry, { scan }: OpenEntry, piece: Uint8Array): void {
    scan?.push(piece);
    if (scan?.found !== undefined) {
      throw unreadable(quarantined(scan.found), entry);
    }
  }

  async #noteWhereItIs(): Promise<void> {
    const isFar =
      this.#chunks.count - this.#chunksAtCheckpoint >= checkpointChunks ||
      this.#bytesSinceCheckpoint >= checkpointBytes;
    if (isFar) {
      await this.#save(this.progress());
    }
  }

  async #stop(started: string): Promise<void> {
    const progress = this.progress();
    if (JSON.stringify(progress) === started) {
      throw new InvariantBroken(
        `A whole call came no further in upload ${this.#upload.uploadId} after chunk ${progress.chunks}`,
      );
    }
    const rounds = progress.rounds + 1;
    if (rounds > mostRounds) {
      throw new InvariantBroken(
        `Upload ${this.#upload.uploadId} takes more than ${mostRounds} calls to split`,
      );
    }
    await this.#save({ ...progress, rounds });
  }

  async #save(progress: SplitProgress): Promise<void> {
    await saveProgress(this.#upload, progress, this.#world.documents);
    this.#chunksAtCheckpoint = this.#chunks.count;
    this.#bytesSinceCheckpoint = 0;
  }
}

/** What is wrong with a file of the upload; in an archive it is said which. */
function unreadable(problem: FileProblem, { name, ordinal }: ContentEntry): UnreadableUpload {
  return new UnreadableUpload(
    name === '' ? problem : { ...problem, found: `in file ${ordinal} of the archive: ${problem.found}` },
  );
}
