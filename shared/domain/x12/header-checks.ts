import { note } from './envelope-findings.ts';
import type { Finding } from './findings.ts';
import { isKnownVersion } from './guides/registry.ts';
import type { Delimiters } from './interchange.ts';
import type { SegmentCursor } from './segment-cursor.ts';
import { dateFrom, dateFromShort, isTime } from './values.ts';

/** What one element of a header must hold. */
interface HeaderRule {
  readonly element: number;
  /** TA105 of an ISA, AK905 of a GS, when the element is wrong. */
  readonly errorCode: string;
  readonly isRight: (text: string) => boolean;
  readonly expected: string;
}

const isOneOf = (...codes: string[]): ((text: string) => boolean) => {
  const known: ReadonlySet<string> = new Set(codes);
  return (text) => known.has(text);
};
const isFilled = (text: string): boolean => text.trim() !== '';

/** Data element I05, as far as the guides allow it. */
const idQualifiers = ['01', '14', '20', '27', '28', '29', '30', '33', 'ZZ'];
const expectedQualifier = `one of the qualifiers ${idQualifiers.join(', ')}`;

/** In the order of the segment: a TA1 answers with the code of the first. */
const interchangeRules: readonly HeaderRule[] = [
  { element: 1, errorCode: '010', isRight: isOneOf('00', '03'), expected: '00 or 03' },
  { element: 3, errorCode: '012', isRight: isOneOf('00', '01'), expected: '00 or 01' },
  { element: 5, errorCode: '005', isRight: isOneOf(...idQualifiers), expected: expectedQualifier },
  { element: 6, errorCode: '006', isRight: isFilled, expected: 'the id of the sender' },
  { element: 7, errorCode: '007', isRight: isOneOf(...idQualifiers), expected: expectedQualifier },
  { element: 8, errorCode: '008', isRight: isFilled, expected: 'the id of the receiver' },
  {
    element: 9,
    errorCode: '014',
    isRight: (text) => dateFromShort(text) !== undefined,
    expected: 'a date as YYMMDD',
  },
  {
    element: 10,
    errorCode: '015',
    isRight: (text) => text.length === 4 && isTime(text),
    expected: 'a time as HHMM',
  },
  {
    element: 12,
    errorCode: '017',
    isRight: isOneOf('00501'),
    expected: '00501, the version of every guide read here',
  },
  {
    element: 13,
    errorCode: '018',
    isRight: (text) => /^\d{1,9}$/.test(text.trim()),
    expected: 'a control number of 9 digits',
  },
  { element: 14, errorCode: '019', isRight: isOneOf('0', '1'), expected: '0 or 1' },
  { element: 15, errorCode: '020', isRight: isOneOf('P', 'T'), expected: 'P or T' },
  {
    element: 16,
    errorCode: '027',
    isRight: (text) => isFilled(text) && !/[A-Za-z0-9]/.test(text),
    expected: 'a separator that is no letter, digit or blank',
  },
];

const lengths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

/**
 * ISA by itself, with the note code of a TA1 for each error.
 *
 * Errors are values that decide who is answered, how the data are read, whether they may be used (test or production),
 * or whether the interchange came before, and values outside the short lists of the guides: validators refuse them.
 * Warnings are what partners send and nobody refuses, and what is read safely all the same: elements that are not
 * filled up to their fixed length; ISA02 or ISA04 blank though the element before it announces a value (they were
 * meant for dialled lines, and nothing here looks at them); `U` in ISA11, which older versions wanted there: the file
 * then is read as one without repetitions.
 *
 * ISA11 is answered with note code 016, which is of that element: there is none for a repetition separator, and 026 is
 * of the element separator.
 */
export function checkInterchangeHeader(
  cursor: SegmentCursor,
  delimiters: Delimiters,
  findings: Finding[],
): void {
  const wrongLength = lengths.findIndex((length, index) => cursor.text(index + 1).length !== length);
  if (wrongLength >= 0) {
    const text = cursor.text(wrongLength + 1);
    note(findings, {
      snip: 1,
      severity: 'warning',
      code: 'interchange-header-length',
      ...placeOf(cursor, wrongLength + 1),
      sentence: `${nameOf(cursor, wrongLength + 1)} has ${text.length} characters; the standard has ${lengths[wrongLength] ?? 0}`,
    });
  }
  for (const rule of interchangeRules) {
    if (rule.element === 12) checkRepetitionSeparator(cursor, delimiters, findings);
    if (rule.isRight(cursor.text(rule.element))) continue;
    noteInterchangeError(cursor, rule, findings);
  }
  for (const element of [2, 4]) {
    const qualifier = cursor.text(element - 1);
    if (qualifier === '00' || isFilled(cursor.text(element))) continue;
    note(findings, {
      snip: 1,
      severity: 'warning',
      code: 'interchange-header-blank',
      ...placeOf(cursor, element),
      sentence: `${nameOf(cursor, element)} is blank; ${nameOf(cursor, element - 1)} holds "${qualifier}" and announces a value`,
    });
  }
  if (delimiters.repetition !== delimiters.component) return;
  note(findings, {
    snip: 1,
    severity: 'warning',
    code: 'same-delimiter',
    segment: 'ISA',
    element: 16,
    value: delimiters.component,
    offset: cursor.offset,
    sentence:
      'The same character separates components and repetitions; it is read as the component separator',
  });
}

/** ISA11, which is a separator only from version 00402 on; without a usable one no repetition is read. */
function checkRepetitionSeparator(cursor: SegmentCursor, delimiters: Delimiters, findings: Finding[]): void {
  if (delimiters.repetition !== undefined || cursor.text(12) < '00402') return;
  if (cursor.text(11) !== 'U') {
    const expected = 'a separator that is no letter, digit or blank and no other separator';
    noteInterchangeError(cursor, { element: 11, errorCode: '016', expected }, findings);
    return;
  }
  note(findings, {
    snip: 1,
    severity: 'warning',
    code: 'repetition-separator',
    ...placeOf(cursor, 11),
    sentence: 'ISA11 holds "U", as before version 00402; the interchange is read as one without repetitions',
  });
}

function noteInterchangeError(
  cursor: SegmentCursor,
  { element, errorCode, expected }: Omit<HeaderRule, 'isRight'>,
  findings: Finding[],
): void {
  note(findings, {
    snip: 1,
    severity: 'error',
    code: 'interchange-header',
    interchangeNoteCode: errorCode,
    ...placeOf(cursor, element),
    sentence: `${nameOf(cursor, element)} holds "${cursor.text(element)}": expected ${expected}`,
  });
}

/** `005010` alone names the standard and no guide; partners send it, and ST03 names the guide. */
const standardVersion = '005010';

const isApplicationCode = (text: string): boolean => /^.{2,15}$/.test(text.trimEnd());

const groupRules: readonly HeaderRule[] = [
  {
    element: 1,
    errorCode: '1',
    isRight: (text) => /^[A-Z0-9]{2}$/.test(text),
    expected: 'a functional code of 2 letters',
  },
  {
    element: 2,
    errorCode: '1',
    isRight: isApplicationCode,
    expected: 'a code of the sender of 2 to 15 characters',
  },
  {
    element: 3,
    errorCode: '1',
    isRight: isApplicationCode,
    expected: 'a code of the receiver of 2 to 15 characters',
  },
  {
    element: 4,
    errorCode: '1',
    isRight: (text) => dateFrom(text) !== undefined,
    expected: 'a date as CCYYMMDD',
  },
  { element: 5, errorCode: '1', isRight: isTime, expected: 'a time as HHMM, HHMMSS or longer' },
  {
    element: 6,
    errorCode: '6',
    isRight: (text) => /^\d{1,9}$/.test(text.trim()),
    expected: 'a control number of 1 to 9 digits',
  },
  { element: 7, errorCode: '1', isRight: isOneOf('X'), expected: 'X' },
  {
    element: 8,
    errorCode: '2',
    isRight: (text) => isKnownVersion(text.trim()) || text.trim() === standardVersion,
    expected: 'the version of a guide that is read here',
  },
];

/**
 * GS by itself, with the AK905 of a 999 for each error. The codes of the guide of the 999 have none for the elements 2 to
 * 5 and 7; those are answered with 1 (group not supported), as other validators do, so that the fault rejects its group
 * and not the interchange with all groups.
 *
 * All are errors, for a GS has little that is not needed: codes that answers carry back, a number, the guide. Only
 * warned of is `005010` without the guide, which partners send: ST03 tells the guide. A GS01 that is another group's code
 * shows when its transactions come.
 */
export function checkGroupHeader(cursor: SegmentCursor, findings: Finding[]): void {
  for (const { element, errorCode, isRight, expected } of groupRules) {
    if (isRight(cursor.text(element))) continue;
    note(findings, {
      snip: 1,
      severity: 'error',
      code: 'group-header',
      groupErrorCode: errorCode,
      ...placeOf(cursor, element),
      sentence: `${nameOf(cursor, element)} holds "${cursor.text(element)}": expected ${expected}`,
    });
  }
  if (cursor.text(8).trim() !== standardVersion) return;
  note(findings, {
    snip: 1,
    severity: 'warning',
    code: 'group-version',
    ...placeOf(cursor, 8),
    sentence: `GS08 holds "${standardVersion}", the standard without the guide; each transaction must name its guide in ST03`,
  });
}

function placeOf(
  cursor: SegmentCursor,
  element: number,
): Required<Pick<Finding, 'segment' | 'element' | 'value' | 'offset'>> {
  return { segment: cursor.id, element, value: cursor.text(element), offset: cursor.offset };
}

/** `ISA05` */
function nameOf(cursor: SegmentCursor, element: number): string {
  return `${cursor.id}${String(element).padStart(2, '0')}`;
}
