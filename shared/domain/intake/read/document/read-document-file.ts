import { PlainDate } from '#contracts/dates.ts';
import type { DocumentKind, DocumentSaying } from '#contracts/visit-document.ts';
import { documentIdFor, nameKeyFor } from '../../../identity/ids.ts';
import { sourcesOfPractice } from '../../documents/sources-of-practice.ts';
import type { IntakeRecord, Place, ReadContext, Reader } from '../intake-record.ts';

/** A number of a visit or patient as sources write them. */
const idShape = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/;
/** Of a text, as much as an encounter's note may have. */
const textLimit = 20_000;
/** Lines at the start of a text that may say whose it is. */
const headerLines = 40;

/** What kinds are called in names of files and in headers. */
const kindsByWord: Readonly<Record<string, DocumentKind>> = {
  note: 'note',
  notes: 'note',
  progress: 'note',
  soap: 'note',
  visit: 'note',
  operative: 'operative',
  op: 'operative',
  opnote: 'operative',
  procedure: 'operative',
  surgery: 'operative',
  consult: 'consult',
  consultation: 'consult',
  order: 'order',
  orders: 'order',
  result: 'result',
  results: 'result',
  lab: 'result',
  labs: 'result',
  imaging: 'result',
  referral: 'referral',
  consent: 'consent',
  card: 'card',
  insurance: 'card',
  letter: 'letter',
  other: 'other',
  document: 'other',
  scan: 'other',
};

/** The kind that a word stands for; undefined where it stands for none. */
export function documentKindOf(word: string): DocumentKind | undefined {
  const key = word.toLowerCase();
  return Object.hasOwn(kindsByWord, key) ? kindsByWord[key] : undefined;
}

interface ByName {
  readonly visitNumber?: string;
  readonly documentKind?: DocumentKind;
}

/**
 * What the name of a document's file says: `E-1001.pdf`, `E-1001_operative.pdf`, `E-1001_operative_2.txt`; and the
 * folder, where that is named `visit-E-1001`. A counter has at most two digits, or starts with a zero, so that it is not
 * taken for a part of the number.
 */
export function readDocumentName(path: string): ByName {
  const folders = path.split('/');
  const file = folders.pop() ?? '';
  const stem = file.replace(/(?:\.(?:txt|text|pdf|gz)){1,2}$/i, '').replace(/ ?\(\d{1,2}\)$/, '');
  const [, numbered = stem] = /^(.+)_(?:\d{1,2}|0\d{1,4})$/.exec(stem) ?? [];
  const [, named = '', word = ''] = /^(.+)_([A-Za-z]+)$/.exec(numbered) ?? [];
  const kind = documentKindOf(word);
  const folder = folders.findLast((one) => /^(?:visit|encounter)[-_ ]/i.test(one));
  const number =
    folder === undefined ? (kind === undefined ? numbered : named) : folder.replace(/^[a-z]+[-_ ]/i, '');
  const own = kind ?? (folder === undefined ? undefined : documentKindOf(numbered));
  return {
    // A word without a digit names a kind of file, not a visit.
    ...(idShape.test(number) && /\d/.test(number) ? { visitNumber: number } : {}),
    ...(own === undefined ? {} : { documentKind: own }),
  };
}

type ByText = ByName &
  Pick<DocumentSaying, 'patientNumber' | 'serviceDate'> & { readonly isUnsigned: boolean };

const header = (words: string): RegExp =>
  new RegExp(String.raw`^[\s*#|]*(?:${words})(?:\s+(?:number|no\.?|id|#))?\s*[:#=]\s*(.+?)[\s*|]*$`, 'i');
const visitHeader = header(String.raw`visit|encounter|csn|fin|account`);
const patientHeader = header(String.raw`mrn|medical record|patient(?=\s+(?:number|no|id|#))|chart`);
const dayHeader = header(
  String.raw`dos|date of service|date of visit|visit date|service date|encounter date`,
);
const kindHeader = header(String.raw`document type|note type|type|document`);
const statusHeader = header(String.raw`status|document status|note status|signature`);
const unsignedWord =
  /\b(?:preliminary|draft|unsigned|not signed|unauthenticated|incomplete|pending|in progress|dictated)\b/i;

/** What the first lines of a text say: `Visit: E-1001`, `MRN: P-3001`, `Date of service: 2026-10-05`, `Status: draft`. */
export function readDocumentText(text: string): ByText {
  const lines = text.split(/\r\n?|\n/, headerLines);
  const value = (pattern: RegExp): string | undefined =>
    lines.flatMap((line) => pattern.exec(line)?.[1] ?? []).find((found) => found !== '');
  const id = (pattern: RegExp): string | undefined => {
    const [first = ''] = (value(pattern) ?? '').split(/\s/);
    return idShape.test(first) ? first : undefined;
  };
  const visitNumber = id(visitHeader);
  const patientNumber = id(patientHeader);
  const serviceDate = dayOf(value(dayHeader) ?? '');
  const documentKind = documentKindOf((value(kindHeader) ?? '').split(/[\s,]/)[0] ?? '');
  return {
    ...(visitNumber === undefined ? {} : { visitNumber }),
    ...(patientNumber === undefined ? {} : { patientNumber }),
    ...(serviceDate === undefined ? {} : { serviceDate }),
    ...(documentKind === undefined ? {} : { documentKind }),
    isUnsigned: unsignedWord.test(value(statusHeader) ?? ''),
  };
}

/** A day as `2026-10-05` or `10/05/2026`, with or without a time behind it. */
function dayOf(text: string): PlainDate | undefined {
  const [iso] = /^\d{4}-\d{2}-\d{2}/.exec(text) ?? [];
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text) ?? [];
  const written = iso ?? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return PlainDate.safeParse(written).data;
}

/** The name of a file in its folder or archive, hashed: an index that lies there names it. */
export function documentNameKey(
  { practice, scope }: Pick<ReadContext, 'practice' | 'scope'>,
  file: string,
): ReturnType<typeof nameKeyFor> {
  const [name = ''] = file.trim().split(/[/\\]/).slice(-1);
  return nameKeyFor(practice.practiceId, scope ?? '', `file/${name.toLowerCase()}`);
}

/** The source that a folder names: one of the practice's own, or any that is not called after what lies in it. */
export function sourceOfFolder({ practice, sourceFolder }: ReadContext): string | undefined {
  const sources = sourcesOfPractice(practice);
  const [only, another] = sources;
  const isNamed =
    sourceFolder !== undefined &&
    (sources.includes(sourceFolder) ||
      !/^(?:documents?|notes?|scans?|pdf|text|visit[-_ ].*|encounter[-_ ].*)$/i.test(sourceFolder));
  return isNamed ? sourceFolder : another === undefined ? only : undefined;
}

/** A PDF or a text as a whole: a document, with what its name and its first lines say of its visit. */
export const readDocumentFile: Reader = (frame, context): readonly IntakeRecord[] => {
  const place: Place = frame.line === undefined ? {} : { line: frame.line };
  if (frame.problem !== undefined) {
    return [{ kind: 'refused', problems: [frame.problem], place }];
  }
  const { practice, uploadId, fileName = '', format } = context;
  const isText = format === 'document-text';
  const sourceSystem = sourceOfFolder(context);
  const byName = readDocumentName(`${context.scope ?? ''}/${fileName}`);
  const byText = isText ? readDocumentText(frame.text) : { isUnsigned: false };
  const about = {
    ...(sourceSystem === undefined ? {} : { sourceSystem }),
    signed: !byText.isUnsigned,
    nameKey: documentNameKey(context, fileName),
    uploadId,
    recordNumber: frame.number,
  };
  const { isUnsigned: _, ...textSays } = byText;
  const tellsVisit = 'visitNumber' in textSays || 'patientNumber' in textSays;
  const documentKind =
    ('documentKind' in textSays ? textSays.documentKind : undefined) ??
    byName.documentKind ??
    (isText ? 'note' : 'other');
  const sayings: readonly DocumentSaying[] = [
    ...(byName.visitNumber === undefined && tellsVisit
      ? []
      : [{ from: 'name' as const, ...about, ...byName, documentKind }]),
    ...(tellsVisit ? [{ from: 'text' as const, ...about, ...textSays, documentKind }] : []),
  ];
  return [
    {
      kind: 'document',
      document: {
        documentId: documentIdFor(practice.practiceId, frame.text),
        mediaType: isText ? 'text/plain' : 'application/pdf',
        content: frame.text,
        encoding: isText ? 'utf-8' : 'base64',
        ...(isText ? { text: frame.text.slice(0, textLimit) } : {}),
      },
      sayings,
      place,
    },
  ];
};
