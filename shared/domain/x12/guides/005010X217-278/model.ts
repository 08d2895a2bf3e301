import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ServiceDelivery } from '#domain/x12/delivery.ts';
import type {
  Contact,
  DatePeriod,
  Demographics,
  EntityName,
  PostalAddress,
  QualifiedDate,
  Reference,
} from '#domain/x12/party.ts';
import type { HomeHealth278, Oxygen278, SpinalManipulation278, Transport278 } from './conditions.ts';

/** What a request for authorization (278) and its answer have in common. Lists are always present. */

/** BHT. */
export interface Header278 {
  /** BHT02: `13` request, `01` cancellation, `36` authority to deduct; `11` response. */
  readonly purpose: string;
  /** BHT03: the answer repeats it. */
  readonly reference: string;
  readonly date: PlainDate;
  readonly time: string;
  /** BHT06 of an answer: `18` no further one follows, `19` one does, `AT` administrative action; `RU` reservation. */
  readonly kind?: string;
}

/** NM1 with REF and PRV: who asks. */
export interface Requester278 {
  /** NM101: `1P` provider, `FA` facility; in a request also `2B`, `36`, `PR`. */
  readonly role: string;
  /** Identifier qualifier `XX`. */
  readonly name: EntityName;
  readonly references: readonly Reference[];
  readonly taxonomy?: Taxonomy278;
}

/** PRV. */
export interface Taxonomy278 {
  /** PRV01: `AD` admitting, `AT` attending, `RF` referring, `PE` performing, ... */
  readonly role: string;
  /** PRV03. */
  readonly code?: string;
}

/** 2010C or 2010D. */
export interface Person278 {
  /** Identifier qualifier `MI` for the subscriber. */
  readonly name: EntityName;
  readonly references: readonly Reference[];
  readonly address?: PostalAddress;
  readonly demographics?: Demographics;
  readonly relationship?: Relationship278;
}

/** INS. */
export interface Relationship278 {
  /** INS02: `18` self; for a dependent `01` spouse, `19` child, `G8` other. */
  readonly relationship: string;
  /** INS08, of a subscriber: military status. */
  readonly employmentStatus?: string;
  /** INS17, of a dependent: which of a multiple birth. */
  readonly birthSequence?: number;
}

/** TRN. */
export interface Trace278 {
  /** `1` the number of whoever writes this, `2` one of the request, repeated. */
  readonly kind: '1' | '2';
  readonly number: string;
  /** TRN03, 10 characters: who gave the number. */
  readonly originatingCompanyId: string;
  readonly supplementalId?: string;
}

/** UM. */
export interface Review278 {
  /** UM01: `AR` admission, `HS` health services, `IN` individual, `SC` specialty care. */
  readonly category: string;
  /** UM02: `I` initial, `R` renewal, `S` revised, `3` cancel, `4` extension, `1` and `2` appeal, `N` reconsideration. */
  readonly certification?: string;
  /** UM03: service type, for example `1` medical care, `2` surgical, `42` home health. */
  readonly serviceType?: string;
  /** UM04. */
  readonly facility?: {
    readonly code: string;
    /** `A` bill type, `B` place of service. */
    readonly qualifier: 'A' | 'B';
  };
  /** UM05. */
  readonly relatedCauses?: {
    /** One to three of `AA`, `AP`, `EM`. */
    readonly codes: readonly string[];
    readonly state?: string;
    readonly country?: string;
  };
  /** UM06: `03` emergency, `U` urgent, `E` elective. */
  readonly levelOfService?: string;
  readonly healthCondition?: string;
  readonly prognosis?: string;
  readonly releaseOfInformation?: string;
  readonly delayReason?: string;
}

/** HI. */
export interface Diagnosis278 {
  /** `ABK` principal, `ABF` other, `ABJ` admitting, `DR` DRG; in an answer `LOI`: a LOINC code of what is to be sent. */
  readonly qualifier: string;
  /** Without the dot. */
  readonly code: string;
  readonly date?: PlainDate;
}

/** CL1. */
export interface Admission278 {
  readonly admissionType?: string;
  readonly admissionSource?: string;
  readonly patientStatus?: string;
  readonly nursingHomeStatus?: string;
}

/** PWK. */
export interface Attachment278 {
  readonly reportType: string;
  /** PWK02: `EL` electronically, `FX` by fax, `BM` by mail, `VO` by voice, `AA` on request. */
  readonly transmission: string;
  readonly controlNumber?: string;
  readonly description?: string;
}

/** 2010EA, 2010F or 2010FA. */
export interface Provider278 {
  /** NM101: `71` attending, `72` operating, `77` service location, `FA` facility, `SJ` service provider, `DN` referring, ... */
  readonly role: string;
  readonly name: EntityName;
  readonly references: readonly Reference[];
  readonly address?: PostalAddress;
  readonly contact?: Contact;
  readonly taxonomy?: Taxonomy278;
}

/** Where the patient is taken from or to. */
export interface TransportLocation278 {
  /** NM101: `PW` pick up, `45` drop off, `FS` final, `R3` next, `ND` next destination. */
  readonly role: string;
  readonly name?: string;
  readonly address?: PostalAddress;
}

/** What a patient event (2000E) holds in both directions. */
export interface PatientEvent278 {
  readonly traces: readonly Trace278[];
  readonly review: Review278;
  /** REF*BB. */
  readonly previousAuthorizationNumber?: string;
  /** REF*NT: the reviewer's number when there is no authorization number. */
  readonly administrativeReferenceNumber?: string;
  /** DTP: `AAH` event, `435` admission, `096` discharge, `439` accident, `484`, `ABC`, `431` onset. */
  readonly dates: readonly QualifiedDate[];
  readonly diagnoses: readonly Diagnosis278[];
  readonly delivery?: ServiceDelivery;
  readonly admission?: Admission278;
  readonly transport?: Transport278;
  readonly spinalManipulation?: SpinalManipulation278;
  readonly oxygen?: Oxygen278;
  readonly homeHealth?: HomeHealth278;
  readonly attachments: readonly Attachment278[];
  /** MSG. */
  readonly message?: string;
}

/** What a service (2000F) holds in both directions. */
export interface Service278 {
  readonly traces: readonly Trace278[];
  /** UM: only where it differs from the event's. */
  readonly review?: Review278;
  readonly previousAuthorizationNumber?: string;
  readonly administrativeReferenceNumber?: string;
  /** DTP*472. */
  readonly serviceDates?: DatePeriod;
  readonly service?: ProfessionalService278 | InstitutionalService278 | DentalService278;
  readonly delivery?: ServiceDelivery;
  readonly attachments: readonly Attachment278[];
  readonly message?: string;
}

export interface Procedure278 {
  /** `HC` CPT or HCPCS, `N4` NDC, `AD` dental, ... */
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly description?: string;
  /** The last code of a range that starts with `code`. */
  readonly lastCode?: string;
}

/** SV1. */
export interface ProfessionalService278 {
  readonly kind: 'professional';
  readonly procedure: Procedure278;
  readonly amountCents?: Cents;
  /** SV103: `UN` units, `MJ` minutes, `F2` international units. */
  readonly unit?: string;
  readonly quantity?: number;
  /** Positions in the diagnoses of the event, from 1. */
  readonly diagnosisPointers: readonly number[];
  /** SV111. */
  readonly epsdt?: string;
  /** SV120. */
  readonly nursingHomeLevelOfCare?: string;
}

/** SV2. */
export interface InstitutionalService278 {
  readonly kind: 'institutional';
  readonly revenueCode?: string;
  readonly procedure?: Procedure278;
  readonly amountCents?: Cents;
  /** SV204: `DA` days, `UN` units, `F2`. */
  readonly unit?: string;
  readonly quantity?: number;
  /** SV206, for one unit. */
  readonly rateCents?: Cents;
  readonly nursingHomeStatus?: string;
  readonly nursingHomeLevelOfCare?: string;
}

/** SV3 with TOO. */
export interface DentalService278 {
  readonly kind: 'dental';
  readonly procedure: Procedure278;
  readonly amountCents?: Cents;
  /** SV304: areas of the mouth. */
  readonly oralCavity: readonly string[];
  /** SV305: `I` initial placement, `R` replacement. */
  readonly prosthesis?: string;
  readonly quantity?: number;
  readonly description?: string;
  readonly teeth: readonly Tooth278[];
}

/** TOO. */
export interface Tooth278 {
  readonly code: string;
  readonly surfaces: readonly string[];
}
