import type { Finding } from '../../describe-issue.ts';
import { remembered } from '../../map/remembered.ts';

/** The five characters that a message says it is divided by, in MSH-1 and MSH-2. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  /** Empty where MSH-2 has three characters only: such a message has no subcomponents. */
  readonly subcomponent: string;
}

/** One segment, divided into fields and no further: most fields are never looked at. */
export interface Segment {
  /** Three letters or digits, for example `FT1`. */
  readonly name: string;
  /** Counts the segments of this name in the message from 1. */
  readonly sequence: number;
  /** Field texts as they stand, by their number in the standard; 0 is the name. MSH-1 is the field separator itself. */
  readonly fields: readonly string[];
}

export interface Message {
  readonly delimiters: Delimiters;
  readonly segments: readonly Segment[];
  readonly byName: ReadonlyMap<string, readonly Segment[]>;
}

type ParsedMessage =
  | { readonly message: Message; readonly problems?: never }
  | {
      readonly message?: never;
      readonly problems: readonly Finding[];
      /** MSH-10, where the header could be read at all. */
      readonly controlId: string;
    };

/** What keeps the work on one message bounded. */
const segmentLimit = 2000;
const fieldLimit = 500;
export const repetitionLimit = 200;

const lineBreak = /\r\n|\r|\n/g;
/** Segments of free text, in which some senders leave raw line breaks. */
const textSegments: ReadonlySet<string> = new Set(['OBX', 'NTE']);

/**
 * Divides the text of one message into segments and fields by the delimiters that it names itself.
 * Source: HL7 version 2, chapter 2 (control): message construction rules.
 */
export function parseMessage(text: string): ParsedMessage {
  const start = text.indexOf('MSH');
  const body = start === 0 ? text : text.slice(Math.max(start, 0));
  const found = readDelimiters(body);
  if (found.delimiters === undefined) {
    return { problems: [found.problem], controlId: '' };
  }
  const { delimiters } = found;
  const { lines, problems } = divideLines(start === -1 ? '' : body, delimiters.field);
  const segments: Segment[] = [];
  const byName = new Map<string, Segment[]>();
  for (const line of lines) {
    const name = line.slice(0, 3);
    const fields = line.split(delimiters.field);
    if (name === 'MSH') {
      fields.splice(1, 0, delimiters.field);
    }
    const named = byName.get(name);
    const segment = { name, sequence: (named?.length ?? 0) + 1, fields };
    if (named === undefined) {
      byName.set(name, [segment]);
    } else {
      named.push(segment);
    }
    if (fields.length > fieldLimit) {
      problems.push(
        tooLong(`${name}^${segment.sequence}`, `${fields.length - 1} fields`, `${fieldLimit} fields`),
      );
    }
    segments.push(segment);
  }
  if (problems.length > 0) {
    return { problems, controlId: byName.get('MSH')?.[0]?.fields[10]?.trim() ?? '' };
  }
  return { message: { delimiters, segments, byName } };
}

type FoundDelimiters =
  | { readonly delimiters: Delimiters; readonly problem?: never }
  | { readonly delimiters?: never; readonly problem: Finding };

function readDelimiters(text: string): FoundDelimiters {
  const end = text.indexOf(text.charAt(3), 4);
  return delimitersIn(end === -1 ? text : text.slice(0, end));
}

/** @param text the message up to the end of MSH-2, which is the same in all messages of a sender. */
const delimitersIn = remembered((text): FoundDelimiters => {
  const field = text.charAt(3);
  if (!text.startsWith('MSH') || field === '' || /[A-Za-z0-9\s]/.test(field)) {
    return {
      problem: {
        field: 'MSH^1^1',
        code: 'hl7-delimiters',
        found: text.startsWith('MSH') ? 'no field separator after MSH' : 'a message without MSH',
        expected: 'MSH and the character that separates fields, usually |',
        howToFix: 'Send each message with its header segment MSH first.',
      },
    };
  }
  const encoding = /^[^\r\n]*/.exec(text.slice(4))?.[0] ?? '';
  const [component = '', repetition = '', escape = '', subcomponent = ''] = encoding;
  const all = [field, ...encoding.split('')];
  if (
    encoding.length < 3 ||
    encoding.length > 5 ||
    /[A-Za-z0-9\s]/.test(encoding) ||
    new Set(all).size !== all.length
  ) {
    return {
      problem: {
        field: 'MSH^1^2',
        code: 'hl7-delimiters',
        found: `${encoding.length} encoding characters`,
        expected: 'three to five different signs, usually ^~\\&',
        howToFix: 'Have the sending system write its encoding characters in MSH-2.',
      },
    };
  }
  return { delimiters: { field, component, repetition, escape, subcomponent } };
});

/**
 * The lines of a message, one a segment. A line that is no segment goes on with the text of the line before it where
 * that is free text; anywhere else something was lost, and the message cannot be trusted.
 */
function divideLines(text: string, separator: string): { lines: string[]; problems: Finding[] } {
  const lines: string[] = [];
  const problems: Finding[] = [];
  const kinds = new Set<string>();
  const isPlain = !text.includes('\n');
  const breaks = isPlain ? undefined : text.match(lineBreak);
  const pieces = isPlain ? text.split('\r') : text.split(lineBreak);
  for (const [index, piece] of pieces.entries()) {
    const line = stripBlockMarks(piece);
    if (isSegment(line, separator)) {
      if (lines.length > 0) {
        kinds.add(breaks?.[index - 1] ?? '\r');
      }
      lines.push(line);
      if (lines.length > segmentLimit) {
        problems.push(tooLong('', `more than ${segmentLimit} segments`, `${segmentLimit} segments`));
        return { lines: lines.slice(0, 1), problems };
      }
    } else if (line.trim() !== '') {
      const before = lines.at(-1);
      if (before !== undefined && textSegments.has(before.slice(0, 3))) {
        lines[lines.length - 1] = `${before}\n${line}`;
      } else {
        problems.push({
          field: `segment ${lines.length + 1}`,
          code: 'segment-malformed',
          found: `a line that starts with "${line.charAt(0)}***" and is no segment`,
          expected: `three capital letters or digits and ${separator}`,
          howToFix:
            'Have the sending system escape line breaks in its texts (\\.br\\), and send the message again.',
        });
      }
    }
  }
  if (kinds.size > 1) {
    problems.push({
      field: '',
      code: 'segment-malformed',
      found: 'segments that end in different ways (carriage return, line feed or both)',
      expected: 'one kind of segment end in a message',
      howToFix: 'Export the file again: two exports were joined, or a text in it holds line breaks.',
    });
  }
  return { lines, problems: problems.slice(0, 20) };
}

function isSegment(line: string, separator: string): boolean {
  return (
    line.length >= 3 &&
    isCapital(line.charCodeAt(0)) &&
    isCapitalOrDigit(line.charCodeAt(1)) &&
    isCapitalOrDigit(line.charCodeAt(2)) &&
    (line.length === 3 || line.charAt(3) === separator)
  );
}

function isCapital(unit: number): boolean {
  return unit >= 0x41 && unit <= 0x5a;
}

function isCapitalOrDigit(unit: number): boolean {
  return isCapital(unit) || (unit >= 0x30 && unit <= 0x39);
}

/** Start and end of a block of the transfer protocol (MLLP) are left over in some files. */
function stripBlockMarks(line: string): string {
  return line.includes('\u000B') || line.includes('\u001C')
    ? line.replaceAll('\u000B', '').replaceAll('\u001C', '')
    : line;
}

function tooLong(field: string, found: string, limit: string): Finding {
  return {
    field,
    code: 'record-too-long',
    found,
    expected: `at most ${limit} in a message`,
    howToFix: 'Send one visit in a message, and split long documents.',
  };
}
