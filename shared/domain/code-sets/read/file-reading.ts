import type { CodeSetKind, EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, GiveRow } from './code-set-format.ts';
import { formatOf } from './formats.ts';
import { LineCutter } from './lines.ts';

/** Enough to know every layout by: notices and titles come before the tables. */
const headBytes = 65_536;

/**
 * Reads one file as its bytes come: waits for its first lines, finds the layout that they have, and gives its rows. A file
 * of no layout that is known is left, with what it seems to be.
 * Errors: `CodeSetRefused`.
 */
export class FileReading {
  /** Found once the first lines were seen. */
  format: CodeSetFormat | undefined;
  /** Why the file was left. */
  left: string | undefined;
  readonly #file: { readonly name: string; readonly archive?: string };
  readonly #table: CodeSetKind | undefined;
  readonly #give: (format: CodeSetFormat) => GiveRow;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #cutter: LineCutter | undefined;
  #reading: CodeSetReading | undefined;

  constructor(
    file: { readonly name: string; readonly archive?: string },
    table: CodeSetKind | undefined,
    give: (format: CodeSetFormat) => GiveRow,
  ) {
    this.#file = file;
    this.#table = table;
    this.#give = give;
  }

  take(piece: Uint8Array): void {
    if (this.left !== undefined) {
      return;
    }
    if (this.#cutter !== undefined) {
      this.#cutter.take(piece);
      return;
    }
    this.#held.push(piece.slice());
    this.#heldBytes += piece.length;
    if (this.#heldBytes >= headBytes) {
      this.#begin(false);
    }
  }

  /** What the file says of its edition; undefined where it was left. */
  end(): EditionClaim | undefined {
    if (this.#cutter === undefined && this.left === undefined) {
      this.#begin(true);
    }
    this.#cutter?.end();
    return this.#reading?.claim();
  }

  #begin(isWhole: boolean): void {
    const bytes = joined(this.#held, this.#heldBytes);
    this.#held = [];
    const head = firstLines(bytes, isWhole);
    const format = formatOf(head);
    if (format === undefined) {
      this.left = describeUnknown(bytes, head);
      return;
    }
    this.format = format;
    this.#reading = format.open(this.#give(format), {
      name: this.#file.name,
      ...(this.#file.archive === undefined ? {} : { archive: this.#file.archive }),
      head,
      ...(this.#table === undefined ? {} : { table: this.#table }),
    });
    this.#cutter = new LineCutter(this.#reading);
    this.#cutter.take(bytes);
  }
}

function firstLines(bytes: Uint8Array, isWhole: boolean): string[] {
  const text = new TextDecoder('windows-1252').decode(bytes).replace(/^(?:\u00EF\u00BB\u00BF|\uFEFF)/, '');
  const lines = text.split(/\r?\n/);
  if (!isWhole) {
    // The last one goes on behind what was read.
    lines.pop();
  }
  while (lines.length > 0 && /^\s*$/.test(lines.at(-1) ?? '')) {
    lines.pop();
  }
  return lines.at(-1) === '\u001A' ? lines.slice(0, -1) : lines;
}

/** What a file that is not read seems to be, for whoever wonders why it was left. */
function describeUnknown(bytes: Uint8Array, head: readonly string[]): string {
  const first = head.find((line) => line.trim() !== '') ?? '';
  if (bytes.length === 0) {
    return 'an empty file';
  }
  if (first.startsWith('%PDF')) {
    return 'a PDF';
  }
  if (first.startsWith('PK\u0003\u0004')) {
    return 'a workbook, or an archive in the archive';
  }
  if (bytes.subarray(0, 4096).includes(0)) {
    return 'no text';
  }
  if (/^<\?xml|^<[A-Za-z]/.test(first)) {
    return 'XML, but no ICD-10-CM tabular list';
  }
  if (/^(?:Add|Delete|Revise|Revise from|Revise to|No Change):/.test(first)) {
    return 'changes only; the whole list has them';
  }
  if (/^HDR |^PFS|NATIONAL PHYSICIAN FEE SCHEDULE/i.test(first)) {
    return 'a fee schedule in columns of another layout; the CSV file beside it is read';
  }
  if (/^[A-Z][0-9A-Z]{2,6} +\S/.test(first) && head.length > 20) {
    return 'codes with their titles only; the order file has them too';
  }
  return 'text of no layout that is known';
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
