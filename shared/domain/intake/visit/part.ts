import type { Instant } from '#contracts/dates.ts';
import type { DocumentId, NameKey, UploadId } from '#contracts/identifiers.ts';
import type { DocumentKind, DocumentType } from '#contracts/visit-document.ts';

/**
 * A piece of a visit that came by itself: one charge of an HL7 feed, one resource of FHIR, one row of a CSV file with a
 * row for each charge. Parts are stored, and the visit is a function of the set of its parts, so that neither the order
 * in which they come nor how they are spread over uploads matters.
 */
export interface VisitPart {
  readonly sourceSystem: string;
  /** The visit's number in its source. */
  readonly encounterId: string;
  /** Which piece of the visit it is: `head`, `line:<id>`, `diagnosis:<id>`, `clinical:<id>`, `document:<id>`, `coverage:<id>`. */
  readonly partKey: string;
  /** Text that sorts as the source's order of versions: time of the event, then the message's or resource's own number. */
  readonly order: string;
  /** SHA-256 of the content; decides between parts of the same order. */
  readonly hash: string;
  readonly content: PartContent;
  /** The edition of the practice by which it was read; decides before the hash. */
  readonly readBy?: number;
  /** Names of shared things (persons, coverages, practitioners) of the same source that the part points at. */
  readonly refs: readonly string[];
  /** Decides nothing; unknown of parts that were stored before it was noted. */
  readonly arrived?: Arrival;
}

/** How a part came: the record that said what it says first, and when its place in the visit was first filled. */
export interface Arrival {
  readonly uploadId: UploadId;
  readonly recordNumber: number;
  readonly firstSeenAt: Instant;
}

/** What one part says. */
export type PartContent =
  /** Entered in error: the piece is taken back. */
  | { readonly kind: 'void' }
  /** Fields of the encounter that this part knows, in the encounter's own shape; checked when the visit is put together. */
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>> }
  /** One charge line in the encounter's own shape; diagnoses as codes, for positions are known only in the whole. */
  | {
      readonly kind: 'line';
      readonly line: Readonly<Record<string, unknown>>;
      readonly diagnoses: readonly string[];
    }
  | { readonly kind: 'diagnosis'; readonly code: string; readonly rank?: number }
  /**
   * All lines of one claim as its source drew it up, in their order: a newer version has fewer or more of them. Charges
   * that came by themselves go before them. A diagnosis may be the `partKey` of the part that has its code.
   */
  | {
      readonly kind: 'charges';
      readonly lines: readonly {
        readonly line: Readonly<Record<string, unknown>>;
        readonly diagnoses: readonly string[];
      }[];
      readonly diagnoses: readonly string[];
    }
  /** A code that is not billed as it stands, for the coder. */
  | {
      readonly kind: 'clinical';
      readonly system: string;
      readonly code: string;
      readonly display?: string;
    }
  | { readonly kind: 'note'; readonly text: string; readonly signed: boolean }
  /** A file that belongs to the visit. */
  | {
      readonly kind: 'document';
      readonly documentId: DocumentId;
      readonly documentKind: DocumentKind;
      readonly mediaType: DocumentType;
      readonly signed: boolean;
      /** Where its bytes lie. */
      readonly fileKey: string;
      readonly text?: string;
      /** Its file's name, hashed. */
      readonly nameKey?: NameKey;
      /** The patient whom it names. */
      readonly patientNumber?: string;
    }
  /** What a person has said of a note or document, by its `partKey`. */
  | { readonly kind: 'ruling'; readonly on: string; readonly says: 'signed' | 'left-out' };
