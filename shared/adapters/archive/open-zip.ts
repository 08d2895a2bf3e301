import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import type { ArchiveLimits } from '#domain/intake/frame/limits.ts';
import { quarantined, unsafeEntryName } from '#domain/intake/recognise/quarantine.ts';
import { type StoredBytes, UnreadableUpload } from '#ports/upload-contents.ts';
import {
  damaged,
  encrypted,
  expandsTooMuch,
  officeDocument,
  tooLarge,
  tooManyEntries,
} from './archive-problems.ts';
import { RangedReader } from './ranged-reader.ts';

const localHeaderBytes = 30;
const directoryEntryBytes = 46;
const storedMethod = 0;
const deflateMethod = 8;

/** A file of a zip archive. */
export interface ZipEntry {
  /** Its place in the directory of the archive, from 1; folders count. */
  readonly ordinal: number;
  readonly name: string;
  read(): AsyncIterable<Uint8Array>;
}

/**
 * The files of a zip archive, by its directory; nothing is unpacked yet. What the directory says of sizes is checked
 * against the limits now, and against the bytes when they are read.
 * Errors: `UnreadableUpload`; errors of reading the stored object as they are.
 */
export async function openZip(stored: StoredBytes, limits: ArchiveLimits): Promise<ZipEntry[]> {
  const reader = new RangedReader(stored);
  return await named(reader, async () => {
    const zip = await fromRandomAccessReaderPromise(reader, stored.sizeBytes, {
      autoClose: false,
      // Names are decoded here: a name that the library refuses is one to put aside, not damage.
      decodeStrings: false,
      validateEntrySizes: true,
    });
    if (zip.entryCount > limits.entryCount) {
      throw tooManyEntries(`${zip.entryCount} files`, limits);
    }
    const entries = await directoryOf(zip, limits);
    checkSizes(entries, stored, limits);
    return entries
      .map((entry, index) => ({ entry, ordinal: index + 1, name: nameOf(entry) }))
      .filter(({ name }) => !isBeside(name))
      .map(({ entry, ordinal, name }) => ({
        ordinal,
        name,
        read: () => contentOf(zip, entry, reader, ordinal),
      }));
  });
}

async function directoryOf(zip: ZipFile, limits: ArchiveLimits): Promise<Entry[]> {
  const entries: Entry[] = [];
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    bytes += directoryEntryBytes + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    if (entries.length > limits.entryCount || bytes > limits.directoryBytes) {
      throw tooManyEntries(`${entries.length} files with ${bytes} bytes of names and remarks`, limits);
    }
    checkEntry(entry, entries.length);
  }
  return entries;
}

function checkEntry(entry: Entry, ordinal: number): void {
  const name = nameOf(entry);
  const unsafe = unsafeEntryName(name);
  if (unsafe !== undefined) {
    throw new UnreadableUpload(quarantined(`an archive with ${unsafe}, file ${ordinal}`));
  }
  if (name === '[Content_Types].xml') {
    throw officeDocument();
  }
  if (entry.isEncrypted()) {
    throw encrypted(ordinal);
  }
  if (entry.compressionMethod !== storedMethod && entry.compressionMethod !== deflateMethod) {
    throw damaged(`file ${ordinal} is packed by method ${entry.compressionMethod}; only deflate is usual`);
  }
}

/** Sizes as the directory says them: a bomb is refused before it is lit. */
function checkSizes(entries: readonly Entry[], stored: StoredBytes, limits: ArchiveLimits): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (unpacked > limits.expandedBytes) {
    throw tooLarge(`${unpacked} bytes unpacked`, limits);
  }
  if (unpacked > limits.ratioFreeBytes && unpacked > limits.expansionRatio * stored.sizeBytes) {
    throw expandsTooMuch(`${unpacked} bytes out of ${stored.sizeBytes}`, limits);
  }
  let end = 0;
  for (const entry of entries.toSorted(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  )) {
    if (entry.relativeOffsetOfLocalHeader < end) {
      throw damaged('files that lie over one another');
    }
    end = entry.relativeOffsetOfLocalHeader + localHeaderBytes + entry.fileNameLength + entry.compressedSize;
    if (end > stored.sizeBytes) {
      throw damaged('a file that goes on beyond the end of the archive');
    }
    const isBomb =
      entry.uncompressedSize > limits.ratioFreeBytes &&
      entry.uncompressedSize > limits.expansionRatio * entry.compressedSize;
    if (isBomb) {
      throw expandsTooMuch(
        `${entry.uncompressedSize} bytes out of ${entry.compressedSize} in one file`,
        limits,
      );
    }
  }
}

async function* contentOf(
  zip: ZipFile,
  entry: Entry,
  reader: RangedReader,
  ordinal: number,
): AsyncGenerator<Uint8Array> {
  let sum = 0;
  try {
    // The library counts the bytes against the directory while they pass.
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch {
    throw reader.fault ?? damaged(`file ${ordinal} cannot be unpacked`);
  }
  if (sum !== entry.crc32) {
    throw damaged(`the check sum of file ${ordinal} is not that of its bytes`);
  }
}

function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

/** Folders, and what macOS puts beside the files. */
function isBeside(name: string): boolean {
  return name.endsWith('/') || name.startsWith('__MACOSX/') || /(?:^|\/)\.DS_Store$/.test(name);
}

/** Whatever the zip library says is wrong with the archive, in our words; our own errors and those of the source stay. */
async function named<T>(reader: RangedReader, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (reader.fault !== undefined) {
      throw reader.fault;
    }
    throw error instanceof UnreadableUpload ? error : damaged('a zip archive whose directory cannot be read');
  }
}
