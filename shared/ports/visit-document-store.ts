import type { ClaimId, DocumentId, NameKey, PracticeId, VisitId } from '#contracts/identifiers.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { DocumentDecision, DocumentSaying, VisitDocument } from '#contracts/visit-document.ts';

/** A document with all that is said of it. */
export interface SaidDocument {
  readonly document: VisitDocument;
  /** In an order that does not depend on the one in which they came. */
  readonly sayings: readonly DocumentSaying[];
  readonly decision: DocumentDecision | undefined;
}

/** What is known under one name of a file: the documents that came under it, and what an index says of it. */
export interface FiledUnder {
  readonly documents: readonly DocumentId[];
  readonly sayings: readonly DocumentSaying[];
}

/** Documents of visits, and what tells which visit each belongs to. Sayings are gathered: their order makes no difference. */
export interface VisitDocumentStore {
  /** Keeps a document, unless it is there, and adds what is said of it. */
  keep(practiceId: PracticeId, document: VisitDocument, saying: DocumentSaying): Promise<void>;
  /** Adds what is said of a document that is there. */
  say(practiceId: PracticeId, documentId: DocumentId, saying: DocumentSaying): Promise<void>;
  load(practiceId: PracticeId, documentId: DocumentId): Promise<SaidDocument | undefined>;
  /** Keeps what a person decided; the last decision counts. */
  decide(practiceId: PracticeId, documentId: DocumentId, decision: DocumentDecision): Promise<void>;
  /** Notes that a document came under a name, or what an index says of the file of that name. */
  file(practiceId: PracticeId, name: NameKey, of: DocumentId | DocumentSaying): Promise<void>;
  /** Everything that was noted under a name before this moment. */
  filed(practiceId: PracticeId, name: NameKey): Promise<FiledUnder>;
  /** Notes that a patient has a visit that is no claim yet. */
  noteVisit(practiceId: PracticeId, patient: PatientDay, visit: HeldVisit): Promise<void>;
  /** The claims and visits of a patient whose first day this is. */
  visitsOn(
    practiceId: PracticeId,
    patient: PatientDay,
  ): Promise<{ readonly claims: readonly ClaimId[]; readonly visits: readonly HeldVisit[] }>;
}

export interface PatientDay {
  readonly sourceSystem: string;
  readonly sourcePatientId: string;
  readonly day: PlainDate;
}

export interface HeldVisit {
  readonly visitId: VisitId;
  readonly encounterId: string;
}
