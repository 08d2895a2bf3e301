import { CommitConflict } from '#contracts/errors.ts';
import {
  LoadCodeSets,
  type CodeSetEdition,
  type CodeSetRegister,
  type LoadCodeSetsAnswer,
} from '#contracts/code-sets.ts';
import { ObjectCreated } from '#contracts/messages.ts';
import { contractVersion } from '#contracts/steps.ts';
import { editionNamed, withEdition } from '#domain/code-sets/code-set-register.ts';
import { editionDifferences } from '#domain/code-sets/edition-differences.ts';
import { rowsOfEdition } from '#domain/code-sets/edition-rows.ts';
import { isTable, packEdition, packSearch } from '#domain/code-sets/pack-edition.ts';
import { formatVersion, UnreadablePackedFile } from '#domain/code-sets/packed/packed-file.ts';
import { givenFiles } from '#domain/code-sets/read/given-files.ts';
import { readCodeSets, type GivenFile, type ReadEdition } from '#domain/code-sets/read/read-code-sets.ts';
import { hashOfBytes } from '#domain/identity/content-hash.ts';
import { usualArchiveLimits } from '#domain/intake/frame/limits.ts';
import type { Clock } from '#ports/clock.ts';
import type { CodeSetStore } from '#ports/code-set-store.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { searchKeyOf } from '#ports/search-codes.ts';
import { UnreadableUpload, type UploadContents } from '#ports/upload-contents.ts';

export interface LoadCodeSetWorld {
  readonly clock: Clock;
  readonly documents: Pick<DocumentStore, 'get' | 'put' | 'stream'>;
  readonly contents: UploadContents;
  readonly codeSets: CodeSetStore;
}

const prefix = 'reference/';
/** An order names at most twenty files. */
const mostOrderBytes = 20_000;
/** Two who load at the same time: the other one's editions are read, and ours put beside them. */
const mostAttempts = 5;
const listFormat = 1;

interface StoredFile {
  readonly key: string;
  readonly versionId?: string | undefined;
  readonly sizeBytes: number;
}

type Told = Pick<LoadCodeSetsAnswer, 'outcome' | 'problems' | 'editions' | 'left'>;

/**
 * Loads what was put under `reference/`: a file as its publisher gives it, or an order that names files under
 * `reference-files/` with what their content does not say. Tables are written first; then one transaction makes them
 * current, so that nobody meets a part of a load. What is wrong anywhere refuses all of it, and what was in force stays.
 * Answered under `reference-answer/`. The same upload twice changes nothing.
 */
export async function loadCodeSetStep(
  body: string,
  world: LoadCodeSetWorld,
): Promise<{ outcome: LoadCodeSetsAnswer['outcome'] }> {
  const { object } = ObjectCreated.parse(JSON.parse(body)).detail;
  const arrived = { key: object.key, versionId: object['version-id'], sizeBytes: object.size ?? 0 };
  const source = `${arrived.key} ${arrived.versionId ?? ''}`.trim();
  const told = await loaded(arrived, source, world);
  const answer: LoadCodeSetsAnswer = { contractVersion, answeredAt: world.clock.now(), source, ...told };
  await world.documents.put(
    'uploads',
    `reference-answer/${arrived.key.slice(prefix.length)}.json`,
    `${JSON.stringify(answer, undefined, 2)}\n`,
    'application/json',
  );
  return { outcome: told.outcome };
}

async function loaded(arrived: StoredFile, source: string, world: LoadCodeSetWorld): Promise<Told> {
  const order = await orderIn(arrived, world);
  if (typeof order === 'string') {
    return refused([order]);
  }
  const { load = [arrived], replaces, ...wish } = order ?? { isSlice: false };
  try {
    const read = await readCodeSets(filesOf(load, world), wish);
    return read.outcome === 'refused'
      ? refused([read.problem], read.left)
      : { ...(await registered(read.editions, source, replaces, world)), left: [...read.left] };
  } catch (error) {
    if (error instanceof UnreadableUpload) {
      const { found, expected, howToFix } = error.problem;
      return refused([`found ${found}; expected ${expected}. ${howToFix}`]);
    }
    throw error;
  }
}

/** The order that an upload is; undefined for a file of codes, a sentence for an order that cannot be followed. */
async function orderIn(
  { key, versionId, sizeBytes }: StoredFile,
  world: LoadCodeSetWorld,
): Promise<LoadCodeSets | string | undefined> {
  if (sizeBytes > mostOrderBytes) {
    return undefined;
  }
  const stored = await world.documents.get('uploads', key, versionId);
  const text = stored === undefined ? '' : new TextDecoder().decode(stored.body).trimStart();
  if (!text.startsWith('{')) {
    return undefined;
  }
  try {
    const order = LoadCodeSets.safeParse(JSON.parse(text));
    return (
      order.data ??
      `order: ${order.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') ?? ''}`
    );
  } catch {
    return 'order: found text that begins like JSON and cannot be read as it; expected an order, or a file of codes';
  }
}

/** The files of the load, each with the way to what is in it. */
function filesOf(stored: readonly StoredFile[], world: LoadCodeSetWorld): AsyncGenerator<GivenFile> {
  return givenFiles(
    stored.map(({ key, versionId, sizeBytes }) => ({
      name: key.split('/').at(-1) ?? key,
      open: () =>
        world.contents.open(
          { sizeBytes, read: (from, before) => bytesOf(key, versionId, from, before, world) },
          usualArchiveLimits,
        ),
    })),
    (error) => (error instanceof UnreadableUpload ? error.problem.code : undefined),
  );
}

async function* bytesOf(
  key: string,
  versionId: string | undefined,
  from: number,
  before: number | undefined,
  world: LoadCodeSetWorld,
): AsyncGenerator<Uint8Array> {
  const bytes = await world.documents.stream('uploads', key, versionId, from, before);
  if (bytes === undefined) {
    throw new UnreadableUpload({
      code: 'archive-damaged',
      found: `no object ${key}`,
      expected: 'the files that an order names, put before it',
      howToFix: 'Load the files once more.',
    });
  }
  yield* bytes;
}

/** Writes the tables, then makes all editions current in one transaction, or none of them. */
async function registered(
  editions: readonly ReadEdition[],
  source: string,
  replaces: string | undefined,
  world: LoadCodeSetWorld,
): Promise<Omit<Told, 'left'>> {
  const packed = editions.map((edition) => asStored(edition, source, world));
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const before = new Map(
      (await world.codeSets.registers()).map((register) => [register.kind, register] as const),
    );
    const after = new Map<string, CodeSetRegister>();
    const told: Told['editions'] = [];
    const problems: string[] = [];
    for (const { edition, bytes } of packed) {
      const { kind } = edition;
      const register = after.get(kind) ?? before.get(kind) ?? { kind, revision: 0, editions: [] };
      const made = withEdition(register, edition, replaces, await hasRowsOf(register, edition, bytes, world));
      if (made.outcome === 'refused') {
        problems.push(made.problem);
      } else {
        told.push({ outcome: made.outcome, edition: made.outcome === 'loaded' ? edition : made.edition });
        if (made.outcome === 'loaded') {
          after.set(kind, made.register);
        }
      }
    }
    if (problems.length > 0) {
      return { outcome: 'refused', problems, editions: [] };
    }
    for (const { edition, bytes, searchBytes } of packed) {
      if (told.some((one) => one.outcome === 'loaded' && one.edition === edition)) {
        await world.codeSets.putTable(edition, bytes);
        if (searchBytes !== undefined) {
          await world.codeSets.putTable({ tableKey: searchKeyOf(edition) }, searchBytes);
        }
      }
    }
    if (await world.codeSets.save([...after.values()])) {
      return { outcome: 'loaded', problems: [], editions: told };
    }
  }
  throw new CommitConflict('Somebody else keeps loading code sets');
}

/**
 * Whether the edition of the same name that is there has the same rows. Where another program packed it, its bytes say
 * nothing, and the rows themselves are compared; what this program cannot read has others.
 */
async function hasRowsOf(
  register: CodeSetRegister,
  edition: CodeSetEdition,
  bytes: Uint8Array,
  { codeSets }: LoadCodeSetWorld,
): Promise<boolean> {
  const before = editionNamed(register, edition.edition);
  if (before === undefined || before.packedAs === edition.packedAs) {
    return before?.sha256 === edition.sha256;
  }
  try {
    const { kind } = edition;
    const { added, removed, changed } = editionDifferences(
      rowsOfEdition(kind, await codeSets.getTable(before)),
      rowsOfEdition(kind, bytes),
      0,
    ).counts;
    return added + removed + changed === 0;
  } catch (error) {
    if (error instanceof UnreadablePackedFile) {
      return false;
    }
    throw error;
  }
}

function asStored(
  read: ReadEdition,
  source: string,
  { clock }: LoadCodeSetWorld,
): {
  readonly edition: CodeSetEdition;
  readonly bytes: Uint8Array;
  readonly searchBytes: Uint8Array | undefined;
} {
  const { kind } = read.content;
  const bytes = packEdition(read);
  const sha256 = hashOfBytes(bytes);
  const searchBytes = packSearch(read);
  const { edition, from, to, isWhole, lacks, rowCount, factors, files } = read;
  const place = `code-sets/${kind}/${edition}`;
  return {
    bytes,
    searchBytes,
    edition: {
      kind,
      edition,
      from,
      ...(to === undefined ? {} : { to }),
      isWhole,
      lacks: [...lacks],
      rowCount,
      ...(factors === undefined ? {} : { factors }),
      sha256,
      packedAs: isTable(kind) ? formatVersion : listFormat,
      tableKey: `${place}-${sha256.slice(0, 16)}.bin`,
      tableBytes: bytes.length,
      ...(searchBytes === undefined
        ? {}
        : { searchKey: `${place}-${hashOfBytes(searchBytes).slice(0, 16)}.search.bin` }),
      loadedAt: clock.now(),
      source,
      files: [...files],
    },
  };
}

function refused(problems: string[], left: readonly Told['left'][number][] = []): Told {
  return { outcome: 'refused', problems, editions: [], left: [...left] };
}
