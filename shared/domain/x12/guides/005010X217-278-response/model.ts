import type { PlainDate } from '#contracts/dates.ts';
import type {
  Header278,
  PatientEvent278,
  Person278,
  Provider278,
  Requester278,
  Service278,
  TransportLocation278,
} from '#domain/x12/guides/005010X217-278/model.ts';
import type { Contact, DatePeriod, EntityName, PostalAddress } from '#domain/x12/party.ts';

/** One 278 response (005010X217): what the reviewer decided, or why it could not. Lists are always present. */
export interface AuthorizationResponse278 {
  readonly header: Header278;
  /** AAA of 2000A: the request as a whole was not processed. */
  readonly rejections: readonly Rejection278[];
  readonly reviewer: AnsweringReviewer278;
  /** 2010B: one or two; none when the answer stops at the reviewer. */
  readonly requesters: readonly AnsweredRequester278[];
  /** Absent when the answer stops at the requester. */
  readonly subscriber?: AnsweredSubscriber278;
}

/** AAA: why a request, or part of it, was not reviewed. */
export interface Rejection278 {
  /** AAA01: whether the request was valid. */
  readonly valid: boolean;
  /** AAA03: `42` unable to respond, `72` invalid member id, `75` subscriber not found, `15` data missing, `33` input errors, ... */
  readonly reasonCode?: string;
  /** AAA04: `C` correct and resubmit, `N` do not resubmit, `R` resubmission allowed, ... */
  readonly followUpCode?: string;
}

export interface AnsweringReviewer278 {
  readonly role: string;
  readonly name: EntityName;
  readonly contact?: Contact;
  readonly rejections: readonly Rejection278[];
}

export interface AnsweredRequester278 extends Requester278 {
  readonly rejections: readonly Rejection278[];
}

export interface AnsweredPerson278 extends Person278 {
  readonly rejections: readonly Rejection278[];
  readonly events: readonly DecidedEvent278[];
}

export interface AnsweredSubscriber278 extends AnsweredPerson278 {
  readonly dependent?: AnsweredPerson278;
}

/** What both an event and a service are answered with. */
export interface Answer278 {
  readonly rejections: readonly Rejection278[];
  readonly decision?: Decision278;
  /** DTP*102. */
  readonly certificationIssueDate?: PlainDate;
  /** DTP*036. */
  readonly certificationExpirationDate?: PlainDate;
  /** DTP*007. */
  readonly certificationEffective?: DatePeriod;
  readonly informationContact?: InformationContact278;
}

/** HCR. */
export interface Decision278 {
  /**
   * HCR01: `A1` certified in total, `A2` certified in part, `A3` not certified, `A4` pended, `A6` modified,
   * `C` cancelled, `CT` contact the payer, `NA` no review required.
   */
  readonly action: string;
  /** HCR02: the authorization number. */
  readonly authorizationNumber?: string;
  /** HCR03: why it is pended, modified or denied. */
  readonly reasonCodes: readonly string[];
  /** HCR04. */
  readonly secondOpinion?: boolean;
}

/** 2010EB or 2010FB: whom to send what is still missing. */
export interface InformationContact278 {
  readonly name: EntityName;
  readonly address?: PostalAddress;
  readonly contact?: Contact;
}

export interface AnsweredProvider278 extends Provider278 {
  readonly rejections: readonly Rejection278[];
}

export interface AnsweredTransportLocation278 extends TransportLocation278 {
  readonly rejections: readonly Rejection278[];
}

/** 2000E. */
export interface DecidedEvent278 extends PatientEvent278, Answer278 {
  readonly providers: readonly AnsweredProvider278[];
  readonly transportLocations: readonly AnsweredTransportLocation278[];
  readonly services: readonly DecidedService278[];
}

/** 2000F. */
export interface DecidedService278 extends Service278, Answer278 {
  /** HI*LOI: LOINC codes of what is to be sent. */
  readonly requestedInformation: readonly string[];
  readonly providers: readonly AnsweredProvider278[];
}
