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
  const interchanges: ReadInterchange[] = [];
  let groups: ReadGroup[] = [];
  let transactions: ReadTransaction[] = [];
  let opened: InterchangeEnvelope | undefined;
  const reader = new InterchangeReader({
    transaction: (transaction) => transactions.push(transaction),
    group: (group) => {
      groups.push({ ...group, transactions });
      transactions = [];
    },
    interchangeOpened: (interchange) => {
      opened = interchange;
    },
    interchange: (interchange) => {
      opened = undefined;
      interchanges.push({ ...interchange, groups });
      groups = [];
    },
  });
  const { findings } = reader;
  try {
    for (const chunk of chunks) reader.push(chunk);
    reader.end();
  } catch (error) {
    if (!(error instanceof UnreadableX12)) throw error;
    const { offset, message: sentence } = error;
    return {
      readable: false,
      offset,
      sentence,
      ...(opened === undefined ? {} : { unfinished: refused(opened, offset) }),
      interchanges,
      findings,
    };
  }
  return { readable: true, interchanges, findings };
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
