import { csvCells, csvHeaderName, csvSeparators, type CsvSeparator } from '../frame/csv-cells.ts';
import type { FileProblem, FormatId } from '../frame/framer.ts';
import { firstInvalidUtf8Byte } from '../invalid-utf-8.ts';
import { jsonShape } from './json-shape.ts';
import { malwareShape, quarantined } from './quarantine.ts';
import { placeOf, signatureOf, startsWith } from './signatures.ts';

/** Bytes at the start of a file that tell what it is. */
export const recognitionBytes = 65_536;

/** What is known of a file besides its bytes. */
export interface RecogniserHints {
  /** Its name, which decides only between a text document and other text. */
  readonly name: string;
  /** Whether the bytes given are the whole file. */
  readonly isWhole: boolean;
  /** Names of columns that some mapping of the practice knows, by mapping; a template counts as one. */
  readonly csvMappings: readonly KnownColumns[];
}

export interface KnownColumns {
  readonly mappingId: string;
  readonly columns: readonly string[];
  /** Of these, most must be there. */
  readonly required: readonly string[];
}

export type Recognised =
  | { readonly kind: 'format'; readonly format: FormatId; readonly mappingId?: string }
  | { readonly kind: 'archive'; readonly archive: 'gzip' | 'zip' }
  | { readonly kind: 'refused'; readonly problem: FileProblem }
  | { readonly kind: 'quarantined'; readonly problem: FileProblem };

/** Share of a mapping's required columns that a header must have. */
const headerShare = 0.6;
/** Columns from which on a first line is taken for a header, when no mapping knows its names. */
const fewestColumns = 3;
const formatWords =
  'encounters as JSON, NDJSON or CSV, HL7 v2, FHIR R4, X12 837, or documents as PDF or text; plain, gzip or zip';

/**
 * Finds out how a file is written by its first bytes (at most {@link recognitionBytes} are looked at), never by its
 * name. Nothing is parsed: what is unsupported is refused before anything could unfold.
 */
export function recognise(bytes: Uint8Array, hints: RecogniserHints): Recognised {
  const head = bytes.subarray(0, recognitionBytes);
  if (head.length === 0) {
    return refused('file-empty', 'a file of 0 bytes', 'Export the encounters again and upload the new file.');
  }
  const shape = malwareShape(head);
  if (shape !== undefined) {
    return { kind: 'quarantined', problem: quarantined(shape) };
  }
  const signature = signatureOf(head);
  if (signature?.outcome === 'utf-16' || signature?.outcome === 'utf-32') {
    return notUtf8(`${signature.name} at offset 0`);
  }
  if (signature?.outcome === 'unsupported') {
    return unsupported(signature.name);
  }
  if (head[0] === 0x1f && head[1] === 0x8b) {
    return { kind: 'archive', archive: 'gzip' };
  }
  if (startsWith(head, 'PK\u0003\u0004') || startsWith(head, 'PK\u0005\u0006')) {
    return { kind: 'archive', archive: 'zip' };
  }
  if (startsWith(head, '%PDF-')) {
    return { kind: 'format', format: 'document-pdf' };
  }
  const nulls = nullsAt(head);
  if (nulls !== undefined) {
    return notUtf8(`a zero byte at nearly every ${nulls} position, as UTF-16 has`);
  }
  return recogniseText(head, hints);
}

function recogniseText(head: Uint8Array, hints: RecogniserHints): Recognised {
  const text = new TextDecoder('utf-8').decode(head).trimStart();
  if (text.trim() === '') {
    return refused(
      'file-without-records',
      'blank lines only',
      'Export the encounters again and upload the new file.',
    );
  }
  // Text starts HL7 with the sign that starts a block on the wire, and blanks.
  const unframed = withoutStartBlock(text);
  if (/^(?:FHS|BHS|MSH)[^\sA-Za-z0-9]/.test(unframed)) {
    return { kind: 'format', format: 'hl7' };
  }
  if (/^ISA[^\sA-Za-z0-9]/.test(text)) {
    return recogniseX12(text);
  }
  if (text.startsWith('{') || text.startsWith('[')) {
    return recogniseJson(text, hints.isWhole);
  }
  if (/^<(?:\?xml|!DOCTYPE|!--|[A-Za-z][\w:-]*[\s>/])/i.test(text)) {
    return unsupported(/<html/i.test(text.slice(0, 1_000)) ? 'a page of HTML' : 'XML');
  }
  if (placeOf(head, '%PDF-', 1_024) !== -1) {
    return { kind: 'format', format: 'document-pdf' };
  }
  return recogniseLines(head, text, hints);
}

function withoutStartBlock(text: string): string {
  return text.charCodeAt(0) === 0x0b ? text.slice(1).trimStart() : text;
}

function recogniseX12(text: string): Recognised {
  const element = text.charAt(3);
  const set = text.split(`ST${element}`)[1]?.slice(0, 3);
  if (set === undefined || set === '837') {
    return { kind: 'format', format: 'x12-837' };
  }
  return refused(
    'file-not-encounters',
    `X12 with transaction set ${/^\d{3}$/.test(set) ? set : 'of another kind'}`,
    'Give answers and remittances to whoever looks after the exchange with the clearinghouse.',
  );
}

function recogniseJson(text: string, isWhole: boolean): Recognised {
  if (text.startsWith('[')) {
    return { kind: 'format', format: 'encounter-json' };
  }
  const { fields, end } = jsonShape(text);
  const value = text.slice(0, end ?? text.length);
  const rest = end === undefined ? '' : text.slice(end).trimStart();
  const [first = '', second = ''] = text.split(/\r?\n|\r/).filter((line) => line.trim() !== '');
  const isLines =
    (second.trimStart().startsWith('{') && first.trim() !== '{') ||
    (!/[\r\n]/.test(value) && (rest !== '' || !isWhole));
  const resourceType = fields.get('resourceType');
  if (resourceType === 'Bundle' && !rest.startsWith('{')) {
    return { kind: 'format', format: 'fhir-bundle' };
  }
  if (fields.has('resourceType')) {
    return { kind: 'format', format: isLines ? 'fhir-ndjson' : 'fhir-resource' };
  }
  if (fields.has('practiceId') && fields.has('edition')) {
    return refused(
      'file-is-practice-document',
      'a practice document',
      'Load it with `claimwright practice load`; encounters go into another file.',
    );
  }
  const isOneLine = !/[\r\n]/.test(value);
  return { kind: 'format', format: isLines || isOneLine ? 'encounter-ndjson' : 'encounter-json' };
}

/** Lines of text: CSV, a document, or JSON lines whose first is broken. */
function recogniseLines(head: Uint8Array, text: string, hints: RecogniserHints): Recognised {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const objects = lines.filter((line) => line.trimStart().startsWith('{'));
  if (objects.length * 2 >= lines.length) {
    return { kind: 'format', format: 'encounter-ndjson' };
  }
  if (hasControlSigns(text)) {
    return unknown(head);
  }
  const header = headerOf(lines, hints.csvMappings);
  const isCsv = header.mappingId !== undefined || header.cells.length >= fewestColumns || header.isNamed;
  if (isCsv || isDocumentName(hints.name)) {
    const invalid = firstInvalidUtf8Byte(hints.isWhole ? head : withoutCutCharacter(head));
    if (invalid !== undefined) {
      const byte = (head[invalid] ?? 0).toString(16).toUpperCase().padStart(2, '0');
      return notUtf8(`byte ${byte} (hexadecimal) at offset ${invalid}, perhaps of windows-1252`);
    }
  }
  if (header.mappingId !== undefined) {
    return { kind: 'format', format: 'csv', mappingId: header.mappingId };
  }
  if (isDocumentName(hints.name)) {
    return { kind: 'format', format: 'document-text' };
  }
  if (/^practiceId\s*:/m.test(text) && /^edition\s*:/m.test(text)) {
    return refused(
      'file-is-practice-document',
      'a practice document',
      'Load it with `claimwright practice load`; encounters go into another file.',
    );
  }
  return isCsv ? headerUnknown(header) : unknown(head);
}

interface Header {
  readonly cells: readonly string[];
  readonly mappingId?: string;
  /** Whether some name in it is known. */
  readonly isNamed: boolean;
  readonly nearest?: KnownColumns;
}

/** The first row, split by the separator that gives the most names that are known, else the most cells. */
function headerOf(lines: readonly string[], mappings: readonly KnownColumns[]): Header {
  const said = /^"?sep=([,;\t|])"?$/i.exec(lines[0]?.trim() ?? '')?.[1];
  const row = (said === undefined ? lines[0] : lines[1]) ?? '';
  const known = new Set(mappings.flatMap(({ columns }) => columns.map(csvHeaderName)));
  const rows = csvSeparators
    .filter((separator) => said === undefined || separator === said)
    .map((separator: CsvSeparator) => csvCells(row, separator))
    .toSorted((a, b) => knownCells(b, known) - knownCells(a, known) || b.length - a.length);
  const cells = rows[0] ?? [];
  const names = new Set(cells.map(csvHeaderName));
  const byFit = mappings
    .map((mapping) => ({ mapping, fit: fitOf(mapping, names) }))
    .toSorted((a, b) => b.fit - a.fit || b.mapping.required.length - a.mapping.required.length);
  const [best] = byFit;
  const isNamed = knownCells(cells, known) > 0;
  if (best === undefined) {
    return { cells, isNamed };
  }
  const { mapping, fit } = best;
  return fit >= headerShare
    ? { cells, isNamed, mappingId: mapping.mappingId, nearest: mapping }
    : { cells, isNamed, nearest: mapping };
}

function knownCells(cells: readonly string[], known: ReadonlySet<string>): number {
  return cells.filter((cell) => known.has(csvHeaderName(cell))).length;
}

/** Share of a mapping's required columns that are there. */
function fitOf({ required, columns }: KnownColumns, names: ReadonlySet<string>): number {
  const wanted = required.length > 0 ? required : columns;
  const found = wanted.filter((column) => names.has(csvHeaderName(column)));
  return wanted.length === 0 ? 0 : found.length / wanted.length;
}

/** Names of columns are not about a patient, but the first row of a file without header is: only the count is told. */
function headerUnknown({ cells, nearest, isNamed }: Header): Recognised {
  const names = new Set(cells.map(csvHeaderName));
  const missing = nearest?.required.filter((column) => !names.has(csvHeaderName(column))) ?? [];
  const expected =
    nearest === undefined
      ? 'a header row that a mapping of the practice knows'
      : `the columns of mapping "${nearest.mappingId}"${isNamed ? `; missing: ${missing.join(', ')}` : ''}`;
  return {
    kind: 'refused',
    problem: {
      code: 'csv-header-unknown',
      found: `a first row of ${cells.length} columns`,
      expected,
      howToFix: 'Use the template, or have a mapping for these columns added to the practice.',
      line: 1,
    },
  };
}

/** Positions of UTF-16 without a mark: zero bytes at most even or most odd places. */
function nullsAt(head: Uint8Array): 'even' | 'odd' | undefined {
  const counts = [0, 0];
  for (let at = 0; at < head.length; at += 1) {
    if (head[at] === 0) {
      counts[at % 2] = (counts[at % 2] ?? 0) + 1;
    }
  }
  const [even = 0, odd = 0] = counts;
  const share = (head.length / 2) * 0.3;
  if (even > share && odd <= share) {
    return 'even';
  }
  return odd > share && even <= share ? 'odd' : undefined;
}

/** Control signs that no text has; tabulators, line ends and page breaks are none. */
function hasControlSigns(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0c && code !== 0x0d) {
      return true;
    }
  }
  return false;
}

/** Without the bytes of a character at the end that the look at the file has cut. */
function withoutCutCharacter(head: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3; back += 1) {
    const byte = head[head.length - back] ?? 0;
    if (byte >= 0xc0) {
      return head.subarray(0, head.length - back);
    }
    if (byte < 0x80) {
      break;
    }
  }
  return head;
}

/** A document is named by the id of its visit, its kind and a number: `E-1001_operative_2.txt`. */
function isDocumentName(name: string): boolean {
  return /(?:^|\/)[A-Za-z0-9][\w.-]*\.(?:txt|text)$/i.test(name);
}

function unknown(head: Uint8Array): Recognised {
  const start = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
  return refused(
    'format-unknown',
    `a file that starts with the bytes ${start.join(' ')} (hexadecimal)`,
    'Export in one of the formats of the guide.',
  );
}

function unsupported(found: string): Recognised {
  return refused('format-unsupported', found, 'Export in one of the formats of the guide.');
}

function notUtf8(found: string): Recognised {
  return {
    kind: 'refused',
    problem: {
      code: 'file-not-utf-8',
      found,
      expected: 'text in UTF-8',
      howToFix: 'Export or save the file as UTF-8 and upload it again.',
    },
  };
}

function refused(code: FileProblem['code'], found: string, howToFix: string): Recognised {
  return { kind: 'refused', problem: { code, found, expected: formatWords, howToFix } };
}
