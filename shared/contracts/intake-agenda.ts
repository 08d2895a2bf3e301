import * as z from 'zod';
import { PlainDate } from './dates.ts';
import { DocumentId, UploadId, VisitId } from './identifiers.ts';

const entry = {
  /** From this day on it is looked at each hour, until it is crossed out. */
  day: PlainDate,
  /** The record that it is looked at because of: the first that brought something of it. */
  uploadId: UploadId,
  recordNumber: z.int().min(1),
};

/** Something that came in and is not done with: a visit that lacks a part, a note without signature, a document. */
export const IntakeAgendaEntry = z.discriminatedUnion('look', [
  z.object({ look: z.literal('incomplete-visit'), visitId: VisitId, ...entry }),
  z.object({ look: z.literal('unsigned-note'), visitId: VisitId, ...entry }),
  z.object({ look: z.literal('document'), documentId: DocumentId, ...entry }),
]);
export type IntakeAgendaEntry = z.infer<typeof IntakeAgendaEntry>;

/** What is looked at, whenever and because of whatever. */
export type AgendaSubject =
  | { readonly look: 'incomplete-visit' | 'unsigned-note'; readonly visitId: VisitId }
  | { readonly look: 'document'; readonly documentId: DocumentId };

/** What is looked at, as one text. */
export function agendaSubjectText(subject: AgendaSubject): string {
  return `${subject.look}#${subject.look === 'document' ? subject.documentId : subject.visitId}`;
}
