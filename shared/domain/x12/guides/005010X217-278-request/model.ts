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
import type { Contact, EntityName, PostalAddress } from '#domain/x12/party.ts';

/**
 * One 278 request (005010X217): may this patient have this admission, referral or service? One transaction set asks for
 * one event. Lists are always present.
 */
export interface AuthorizationRequest278 {
  readonly header: Header278;
  readonly reviewer: Reviewer278;
  readonly requester: RequestRequester278;
  readonly subscriber: Person278;
  /** 2000D: when the patient is a dependent. */
  readonly dependent?: Person278;
  readonly event: RequestedEvent278;
}

/** 2010A: the payer or utilization management organization. */
export interface Reviewer278 {
  /** NM101: `X3` utilization management organization, `PR` payer, `2B`, `36`. */
  readonly role: string;
  /** Identifier qualifier `PI`. */
  readonly name: EntityName;
}

export interface RequestRequester278 extends Requester278 {
  readonly address?: PostalAddress;
  readonly contact?: Contact;
}

/** 2000E. */
export interface RequestedEvent278 extends PatientEvent278 {
  readonly conditions: readonly Condition278[];
  readonly providers: readonly Provider278[];
  readonly transportLocations: readonly TransportLocation278[];
  readonly otherReviewers: readonly OtherReviewer278[];
  readonly services: readonly RequestedService278[];
}

/** CRC. */
export interface Condition278 {
  /** `07` ambulance, `08` chiropractic, `09` equipment, `11` oxygen, `75` limitations, `76` activities, `77` mental status. */
  readonly category: string;
  readonly applies: boolean;
  /** One to five. */
  readonly codes: readonly string[];
}

/** 2010EC: another organization that denied the same. */
export interface OtherReviewer278 {
  readonly role: string;
  readonly name?: string;
  /** At most three. */
  readonly denialReasons: readonly string[];
  readonly denialDate?: PlainDate;
}

/** 2000F. */
export interface RequestedService278 extends Service278 {
  readonly providers: readonly Provider278[];
}
