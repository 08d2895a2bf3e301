import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Contact, DatePeriod, EntityName, Reference } from '#domain/x12/party.ts';

/** One 277 transaction set: the answer to claim status questions (005010X212). Lists are always present. */
export interface StatusResponse277 {
  /** BHT03. */
  readonly reference: string;
  readonly date: PlainDate;
  readonly time: string;
  readonly sources: readonly StatusSource277[];
}

/** 2000A. */
export interface StatusSource277 {
  readonly name: EntityName;
  readonly contact?: Contact;
  readonly receivers: readonly StatusReceiver277[];
}

/** 2000B. */
export interface StatusReceiver277 {
  readonly name: EntityName;
  /** 2200B: only when the question went no further. */
  readonly trace?: string;
  readonly statuses: readonly Status277[];
  readonly providers: readonly StatusProvider277[];
}

/** 2000C. */
export interface StatusProvider277 {
  /** One or two. */
  readonly names: readonly EntityName[];
  /** 2200C: only when the question went no further. */
  readonly trace?: string;
  /** TRN01 `2`: the trace is the receiver's; otherwise it is the provider's own. */
  readonly traceIsReceivers?: true;
  readonly statuses: readonly Status277[];
  readonly subscribers: readonly StatusSubscriber277[];
}

/** 2000D. */
export interface StatusSubscriber277 {
  readonly name: EntityName;
  readonly claims: readonly StatusClaim277[];
  readonly dependents: readonly StatusDependent277[];
}

/** 2000E. */
export interface StatusDependent277 {
  readonly name: EntityName;
  readonly claims: readonly StatusClaim277[];
}

/** 2200D or 2200E. */
export interface StatusClaim277 {
  /** TRN02, as the question had it. */
  readonly trace: string;
  readonly statuses: readonly Status277[];
  /** REF*1K. */
  readonly payerControlNumber?: string;
  /** REF*EJ. */
  readonly patientControlNumber?: string;
  /** Every other REF: `BLT`, `XZ`, `D9`, `VV`. */
  readonly references: readonly Reference[];
  readonly serviceDates?: DatePeriod;
  readonly lines: readonly StatusLine277[];
}

/** 2220D or 2220E. */
export interface StatusLine277 {
  readonly procedure: {
    readonly qualifier: string;
    readonly code: string;
    readonly modifiers: readonly string[];
  };
  readonly chargeCents: Cents;
  readonly paidCents?: Cents;
  readonly revenueCode?: string;
  readonly units?: number;
  readonly statuses: readonly Status277[];
  readonly lineControlNumber?: string;
  readonly serviceDates?: DatePeriod;
}

/** STC. */
export interface Status277 {
  /** STC01, STC10, STC11: `P` pending, `F` finalised, `R` requests, `D` and `E` errors, `A` acknowledgement. */
  readonly codes: readonly StatusCode277[];
  /** STC02. */
  readonly date?: PlainDate;
  /** STC04. */
  readonly chargeCents?: Cents;
  /** STC05. */
  readonly paidCents?: Cents;
  /** STC06. */
  readonly finalizedDate?: PlainDate;
  /** STC08. */
  readonly paymentDate?: PlainDate;
  /** STC09: cheque or EFT number. */
  readonly paymentNumber?: string;
}

export interface StatusCode277 {
  readonly category: string;
  readonly status: string;
  readonly entity?: string;
  /** `RX` when the status is an NCPDP reject code. */
  readonly codeList?: string;
}
