import { findJsonFault } from '#domain/intake/find-json-fault.ts';
import { firstInvalidUtf8Byte } from '#domain/intake/invalid-utf-8.ts';
import { refuseLine } from './line-fault.ts';

/** One line of a file as JSON, with its place. */
export interface JsonLine {
  /** Line in the file, from 1; blank lines are counted. */
  readonly line: number;
  readonly json: unknown;
}

/** A longer line is refused without being kept. One claim takes some kilobytes, one answer of many claims some megabytes. */
const usualLineBytes = 64 * 1024 * 1024;

const lineFeed = 0x0a;

/**
 * Reads JSON, one value a line, as the bytes come in; never more than one line is kept. Lines end in LF or CRLF; blank
 * lines and a byte order mark are passed over.
 *
 * Errors: `LinesRefused` for a line that is no JSON, is not UTF-8, or is longer than `lineBytes`.
 */
export async function* readJsonLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { lineBytes = usualLineBytes }: { readonly lineBytes?: number } = {},
): AsyncGenerator<JsonLine> {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let line = 1;
  const keep = (bytes: Uint8Array): void => {
    pendingBytes += bytes.length;
    if (pendingBytes > lineBytes) {
      throw refuseLine(line, '', {
        found: `a line of more than ${lineBytes} bytes`,
        expected: `at most ${lineBytes} bytes a line`,
        howToFix: 'Write each claim or answer on a line of its own.',
      });
    }
    pending.push(bytes);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      keep(chunk.subarray(from, end));
      yield* jsonOf(line, joined(pending, pendingBytes));
      pending = [];
      pendingBytes = 0;
      line++;
      from = end + 1;
    }
    // A copy: the caller may use its buffer again.
    if (from < chunk.length) keep(chunk.slice(from));
  }
  if (pendingBytes > 0) yield* jsonOf(line, joined(pending, pendingBytes));
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The value of a line, or nothing when it is blank. */
function jsonOf(line: number, bytes: Uint8Array): JsonLine[] {
  const invalid = firstInvalidUtf8Byte(bytes);
  if (invalid !== undefined) {
    throw refuseLine(line, '', {
      found: `a byte that is no text in UTF-8, at byte ${invalid + 1} of the line`,
      expected: 'JSON in UTF-8',
      howToFix: 'Save the file as UTF-8.',
    });
  }
  const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const text = line === 1 && decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded;
  if (text.trim() === '') return [];
  try {
    return [{ line, json: JSON.parse(text) }];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const fault = findJsonFault(text);
    throw refuseLine(line, '', {
      found: `no JSON from character ${(fault?.position ?? 0) + 1} on`,
      expected: fault?.expected ?? 'one JSON object a line',
      howToFix: 'Put each object on one line, whole.',
    });
  }
}
