import { InterchangeReader } from './interchange-reader.ts';
import { cutOffFinding } from './envelope-findings.ts';
import type { InterchangeEnvelope } from './read-result.ts';
import type { ReadGroup, ReadInterchange, ReadResult, ReadTransaction } from './read-result.ts';
import { UnreadableX12 } from './tokenise.ts';

export type { ReadGroup, ReadInterchange, ReadResult, ReadTransaction } from './read-result.ts';

const chunkBytes = 65_536;

/**
 * Reads a whole file and keeps all of it: every interchange, group and transaction, with findings at each level.
 * A bad transaction does not stop the others. A file that ends too early or is no X12 is `readable: false`.
 * For files of any size, give an `InterchangeReader` a listener.
 */
export function readInterchanges(bytes: Uint8Array): ReadResult {
  return readChunks(chunksOf(bytes));
}

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

/** {@link readInterchanges} of a file that comes in pieces, of any lengths. */
export function readChunks(chunks: Iterable<Uint8Array>): ReadResult {
  const file = new WholeFile();
  for (const chunk of chunks) {
    if (!file.push(chunk)) break;
  }
  return file.end();
}

/** A file that comes in pieces, of any lengths, and is kept: all of it, or all but its parts. */
export class WholeFile {
  readonly #interchanges: ReadInterchange[] = [];
  readonly #reader: InterchangeReader;
  #groups: ReadGroup[] = [];
  #transactions: ReadTransaction[] = [];
  #opened: InterchangeEnvelope | undefined;
  #unreadable: UnreadableX12 | undefined;

  /** @param parts whether claims are kept in the models of their transactions, or let go when they were checked. */
  constructor(parts: 'kept' | 'let-go' = 'kept') {
    this.#reader = new InterchangeReader({
      ...(parts === 'kept' ? {} : { part: () => undefined }),
      transaction: (transaction) => this.#transactions.push(transaction),
      group: (group) => {
        this.#groups.push({ ...group, transactions: this.#transactions });
        this.#transactions = [];
      },
      interchangeOpened: (interchange) => {
        this.#opened = interchange;
      },
      interchange: (interchange) => {
        this.#opened = undefined;
        this.#interchanges.push({ ...interchange, groups: this.#groups });
        this.#groups = [];
      },
    });
  }

  /** Takes the next bytes; false when the file cannot be read any further. */
  push(chunk: Uint8Array): boolean {
    this.#attempt(() => this.#reader.push(chunk));
    return this.#unreadable === undefined;
  }

  /** Says that the file has ended, and gives what was read of it. */
  end(): ReadResult {
    this.#attempt(() => this.#reader.end());
    const interchanges = this.#interchanges;
    const { findings } = this.#reader;
    if (this.#unreadable === undefined) return { readable: true, interchanges, findings };
    const { offset, message: sentence } = this.#unreadable;
    return {
      readable: false,
      offset,
      sentence,
      ...(this.#opened === undefined ? {} : { unfinished: refused(this.#opened, offset) }),
      interchanges,
      findings,
    };
  }

  /** What makes a file unreadable ends it. */
  #attempt(read: () => void): void {
    if (this.#unreadable !== undefined) return;
    try {
      read();
    } catch (error) {
      if (!(error instanceof UnreadableX12)) throw error;
      this.#unreadable = error;
    }
  }
}

function refused(interchange: InterchangeEnvelope, offset: number): ReadInterchange {
  return {
    ...interchange,
    groups: [],
    groupCount: 0,
    acknowledgements: [],
    findings: [...interchange.findings, cutOffFinding(interchange.controlNumber, offset)],
  };
}
