import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { DatePeriod, Demographics, EntityName, Reference } from '#domain/x12/party.ts';

/** One claim status question: where does this claim stand? (005010X212). A transaction may hold many. */
export interface StatusInquiry276 {
  readonly header: Header276;
  /** 2100A: the payer; identifier qualifier `PI`. */
  readonly payer: EntityName;
  /** 2100B: who asks; identifier qualifier `46`. */
  readonly informationReceiver: EntityName;
  /** 2100C: one or two; identifier qualifier `XX`, `FI` or `SV`. */
  readonly providers: readonly EntityName[];
  readonly subscriber: StatusSubscriber276;
  /** 2000E: when the claim is of a dependent. */
  readonly dependent?: StatusDependent276;
  readonly claim: StatusClaim276;
}

/** BHT. */
export interface Header276 {
  /** BHT03. */
  readonly reference: string;
  readonly date: PlainDate;
  readonly time: string;
}

export interface StatusSubscriber276 {
  /** Identifier qualifier `MI`, `II` or `24`. */
  readonly name: EntityName;
  /** Required when the subscriber is the patient. */
  readonly demographics?: Demographics;
}

export interface StatusDependent276 {
  readonly name: EntityName;
  readonly demographics: Demographics;
}

/** 2200D or 2200E. */
export interface StatusClaim276 {
  /** TRN02: the answer repeats it. */
  readonly trace: string;
  /** REF*1K. */
  readonly payerControlNumber?: string;
  /** REF*EJ: our CLM01. */
  readonly patientControlNumber?: string;
  /** Every other REF: `BLT` bill type, `LU` location, `6P` group, `XZ` prescription, `D9` clearinghouse trace. */
  readonly references?: readonly Reference[];
  /** AMT*T3. */
  readonly chargeCents?: Cents;
  /** DTP*472. */
  readonly serviceDates?: DatePeriod;
  /** 2210. */
  readonly lines?: readonly StatusLine276[];
}

export interface StatusLine276 {
  readonly procedure: {
    readonly qualifier: string;
    readonly code: string;
    readonly modifiers: readonly string[];
  };
  readonly chargeCents: Cents;
  readonly revenueCode?: string;
  readonly units?: number;
  /** REF*FJ. */
  readonly lineControlNumber?: string;
  /** DTP*472. */
  readonly serviceDates?: DatePeriod;
}
