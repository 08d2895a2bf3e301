import * as z from 'zod';
import { addPart, addWrong, takeNothing, type FhirReading } from './fhir-reading.ts';
import { visitNumberOf } from './fhir-names.ts';
import { htmlText } from './html-text.ts';
import { ownId } from './read-clinical.ts';
import { Attachment, listOf, Reference, resourceShape } from './fhir-shapes.ts';

/** Of one note; an encounter takes no more of all of them together. */
const noteLimit = 20_000;

export const DocumentReferenceShape = z.object({
  ...resourceShape,
  status: z.string().optional(),
  docStatus: z.string().optional(),
  context: z.object({ encounter: listOf(Reference) }).optional(),
  content: listOf(z.object({ attachment: Attachment.optional() })),
});

const Section = z.object({
  title: z.string().optional(),
  text: z.object({ div: z.string().optional() }).optional(),
});

export const CompositionShape = z.object({
  ...resourceShape,
  status: z.string().optional(),
  encounter: Reference.optional(),
  text: z.object({ div: z.string().optional() }).optional(),
  section: listOf(Section.extend({ section: listOf(Section) })),
});

/** Reads a DocumentReference: a note of a visit where its text is in it as plain text or HTML. */
export function readDocumentReference(
  document: z.infer<typeof DocumentReferenceShape>,
  reading: FhirReading,
): void {
  const encounterId = visitNumberOf(document.context?.encounter ?? []);
  const isWithdrawn =
    (document.status !== undefined && document.status !== 'current') ||
    document.docStatus === 'entered-in-error';
  if (encounterId === undefined) {
    takeNothing(reading, 'resource-not-used');
    return;
  }
  const partKey = `document:${ownId(reading, document)}`;
  if (isWithdrawn) {
    addPart(reading, encounterId, partKey, { kind: 'void' });
    return;
  }
  const texts = (document.content ?? []).map(({ attachment }, index) =>
    textIn(reading, `content[${index}].attachment`, attachment),
  );
  const text = texts.find((one) => one !== undefined && one !== '');
  if (text === undefined) {
    const isElsewhere = document.content?.some(({ attachment }) => attachment?.url !== undefined);
    takeNothing(reading, isElsewhere === true ? 'document-elsewhere' : 'not-carried');
    return;
  }
  addNote(reading, encounterId, partKey, text, document.docStatus !== 'preliminary');
}

/** Reads a Composition: the text of its sections. */
export function readComposition(composition: z.infer<typeof CompositionShape>, reading: FhirReading): void {
  const encounterId = visitNumberOf([composition.encounter]);
  if (encounterId === undefined) {
    takeNothing(reading, 'resource-not-used');
    return;
  }
  const partKey = `document:${ownId(reading, composition)}`;
  if (composition.status === 'entered-in-error') {
    addPart(reading, encounterId, partKey, { kind: 'void' });
    return;
  }
  const sections = (composition.section ?? []).flatMap(({ section, ...one }) => [one, ...(section ?? [])]);
  const texts = sections
    .map(({ title, text }) => ({ title: title ?? '', text: htmlText(text?.div ?? '') }))
    .filter(({ text }) => text !== '')
    .map(({ title, text }) => (title === '' ? text : `${title}\n${text}`));
  const text = texts.length > 0 ? texts.join('\n\n') : htmlText(composition.text?.div ?? '');
  if (text === '') {
    takeNothing(reading, 'not-carried');
    return;
  }
  addNote(reading, encounterId, partKey, text, composition.status !== 'preliminary');
}

function addNote(
  reading: FhirReading,
  encounterId: string,
  partKey: string,
  text: string,
  signed: boolean,
): void {
  if (text.length > noteLimit) {
    reading.given.notes.add('not-carried');
  }
  addPart(reading, encounterId, partKey, { kind: 'note', text: text.slice(0, noteLimit), signed });
}

/** Undefined when an attachment has no text that can be read as it is. */
function textIn(
  reading: FhirReading,
  path: string,
  attachment: z.infer<typeof Attachment> | undefined,
): string | undefined {
  const [type = ''] = (attachment?.contentType ?? 'text/plain').toLowerCase().split(';');
  const isHtml = type === 'text/html' || type === 'application/xhtml+xml';
  if (attachment?.data === undefined || (!isHtml && type.trim() !== 'text/plain')) {
    return undefined;
  }
  const bytes = bytesOf(attachment.data);
  if (bytes === undefined) {
    addWrong(reading, `${path}.data`, {
      code: 'field-invalid',
      found: 'something that is not base64',
      expected: 'the text of the document, written as base64',
      howToFix: 'Export the document again.',
    });
    return undefined;
  }
  const text = decodedText(bytes);
  return (isHtml ? htmlText(text) : text.replaceAll(/\r\n?/g, '\n')).trim();
}

function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Notes of older systems are written in Latin-1 whatever they say. */
function decodedText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
