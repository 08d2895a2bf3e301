import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import type { DocumentId, NameKey, UploadId } from '#contracts/identifiers.ts';
import type { DocumentSaying, DocumentType } from '#contracts/visit-document.ts';
import type { FormatId, Frame, FrameProblem } from '../frame/framer.ts';
import type { Sha256 } from '../../identity/content-hash.ts';
import type { VisitPart } from '../visit/part.ts';

/** Where a record stands, in the words of the person who has the file open. */
export interface Place {
  /** The file's ordinal in an archive. */
  readonly entry?: number;
  readonly line?: number;
  /** HL7: ordinal of the message and MSH-10. */
  readonly message?: number;
  readonly controlId?: string;
  /** HL7: `FT1^2^25^1`; FHIR: `Claim.item[0].quantity`; X12: `SV1^3`. */
  readonly path?: string;
}

/** A person, coverage, practitioner, organization or location that several visits of one source point at. */
export interface SharedThing {
  readonly sourceSystem: string;
  /** Every name that something may point at it by. */
  readonly names: readonly string[];
  readonly kind: 'person' | 'coverage' | 'practitioner' | 'organization' | 'location' | 'account';
  readonly order: string;
  readonly hash: string;
  /** The edition of the practice by which it was read; decides before the hash. */
  readonly readBy?: number;
  /** In the shapes of the encounter: a patient, a coverage, `{npi}`, `{placeOfService}`. A field may be a pointer to another thing. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly refs: readonly string[];
  /** The person it belongs to, by name: a coverage is found by its patient, and nothing of a visit points at it. */
  readonly of?: string;
  /** The days on which a coverage is in force, as `YYYY-MM-DD`; open where nothing is said. */
  readonly inForce?: { readonly from?: string; readonly to?: string };
}

/** An appointment as the schedule knows it. */
export interface AppointmentPart {
  readonly sourceSystem: string;
  readonly appointmentId: string;
  readonly sourcePatientId: string;
  /** The patient's name among the shared things, where visits may know the patient by another number. */
  readonly patientName?: string;
  /** The day in the practice's time zone. */
  readonly date: PlainDate;
  readonly time?: string;
  readonly providerId?: string;
  readonly locationId?: string;
  readonly status: 'booked' | 'arrived' | 'kept' | 'cancelled' | 'no-show';
  readonly order: string;
}

/** A file that is a document, with its content. */
export interface IntakeDocument {
  readonly documentId: DocumentId;
  readonly mediaType: DocumentType;
  readonly content: string;
  readonly encoding: 'utf-8' | 'base64';
  /** Of a text: what is read of it. */
  readonly text?: string;
}

/** What the first payer has decided of a claim of another billing system, which the practice has as an old system. */
export interface FirstDecision {
  readonly system: string;
  readonly paidCents: Cents;
  /** What it took off; what is left of the charge the second payer is asked for. */
  readonly adjustedCents: Cents;
}

/** What a reader makes of one frame. */
export type IntakeRecord =
  /** A whole visit in the shape of the encounter contract, to be checked by it. */
  | {
      readonly kind: 'encounter';
      readonly draft: unknown;
      /** Of a claim of another billing system: whether its payer has had it before, as CLM05-3 says. */
      readonly bill?: 'original' | 'replacement';
      /** What the first payer has decided of it, where it is taken over for the second. */
      readonly decided?: FirstDecision;
      readonly place: Place;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'part';
      readonly part: VisitPart;
      readonly place: Place;
      readonly notes: readonly string[];
    }
  /** A claim of another billing system is void. */
  | {
      readonly kind: 'void';
      readonly sourceSystem: string;
      readonly encounterId: string;
      readonly version: number;
      readonly place: Place;
      readonly notes: readonly string[];
    }
  /** A patient as the practice has the person on file, in the shape of the contract, to be checked by it. */
  | { readonly kind: 'registration'; readonly draft: object; readonly place: Place }
  | { readonly kind: 'shared'; readonly thing: SharedThing; readonly place: Place }
  /** A document, and what is said of the visit that it belongs to. */
  | {
      readonly kind: 'document';
      readonly document: IntakeDocument;
      readonly sayings: readonly DocumentSaying[];
      readonly place: Place;
    }
  /** What an index says of the document whose file has this name. */
  | {
      readonly kind: 'document-index';
      readonly name: NameKey;
      readonly saying: DocumentSaying;
      readonly place: Place;
    }
  | { readonly kind: 'appointment'; readonly appointment: AppointmentPart; readonly place: Place }
  /** Two patient ids of one source are the same person, says the source. */
  | {
      readonly kind: 'patient-merge';
      readonly sourceSystem: string;
      readonly from: string;
      readonly into: string;
      readonly order: string;
      readonly place: Place;
    }
  /** Understood, and nothing to take: why, as a code of the notes. */
  | { readonly kind: 'nothing'; readonly why: string; readonly place: Place }
  | {
      readonly kind: 'refused';
      readonly problems: readonly FrameProblem[];
      readonly encounterId?: string;
      /** What it charges, as far as that could be read. */
      readonly chargeCents?: Cents;
      readonly place: Place;
    };

/** What a reader needs besides the frame. */
export interface ReadContext {
  readonly practice: Practice;
  readonly format: FormatId;
  /** The CSV mapping that fits the header, where the file is CSV. */
  readonly mappingId?: string;
  /** Folder of the upload that names the source, when there is one. */
  readonly sourceFolder?: string;
  /** Path of the file in its archive, or its name. */
  readonly fileName?: string;
  /** The folder or archive in which documents go by their names. */
  readonly scope?: string;
  readonly today: PlainDate;
  readonly uploadId: UploadId;
  /** The machine's own, which takes a tenth of the time; without one, it is reckoned here. */
  readonly sha256?: Sha256;
}

/** Pure; never throws on data. Everything that is wrong with the frame is said at once. */
export type Reader = (frame: Frame, context: ReadContext) => readonly IntakeRecord[];
