import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { DatePeriod, EntityName, QualifiedDate, Reference } from '#domain/x12/party.ts';

/** One 277CA transaction set (005010X214): what a payer or clearinghouse made of the claims of one or more 837 batches. Lists are always present. */
export interface ClaimAcknowledgement277CA {
  /** BHT03: the sender's number of this acknowledgement. */
  readonly reference: string;
  readonly date: PlainDate;
  readonly time: string;
  /** 2100A: who answers: `PR` payer or `AY` clearinghouse. */
  readonly source: Source277CA;
  /** 2000B: one submitter each. */
  readonly receivers: readonly Receiver277CA[];
}

export interface Source277CA {
  readonly role: string;
  readonly name: EntityName;
  /** 2200A TRN02. */
  readonly trace: string;
  /** DTP*050. */
  readonly receivedDate?: PlainDate;
  /** DTP*009. */
  readonly processedDate?: PlainDate;
}

/** 2000B with 2200B: the batch as a whole. */
export interface Receiver277CA {
  readonly name: EntityName;
  /** 2200B TRN02: BHT03 of the 837. */
  readonly trace?: string;
  readonly statuses: readonly Status277CA[];
  readonly totals: Totals277CA;
  readonly providers: readonly Provider277CA[];
}

/** 2000C with 2200C. */
export interface Provider277CA {
  readonly name: EntityName;
  readonly trace?: string;
  readonly statuses: readonly Status277CA[];
  /** REF `0B`, `1G`, `G2`, `LU`, `SY`, `TJ`. */
  readonly references: readonly Reference[];
  readonly totals: Totals277CA;
  readonly claims: readonly ClaimStatus277CA[];
}

/** QTY and AMT: how much was accepted and rejected. */
export interface Totals277CA {
  /** QTY*90 (2200B) or QA (2200C). */
  readonly acceptedCount?: number;
  /** QTY*AA (2200B) or QC (2200C). */
  readonly rejectedCount?: number;
  /** AMT*YU. */
  readonly acceptedCents?: Cents;
  /** AMT*YY. */
  readonly rejectedCents?: Cents;
}

/** 2000D with 2200D: one claim. */
export interface ClaimStatus277CA {
  /** 2100D. */
  readonly patient: EntityName;
  /** 2200D TRN02: our patient control number (CLM01). */
  readonly patientControlNumber: string;
  readonly statuses: readonly Status277CA[];
  /** REF*1K: the payer's claim control number. */
  readonly payerControlNumber?: string;
  /** REF*D9: the clearinghouse's number. */
  readonly clearinghouseTrace?: string;
  /** REF*BLT. */
  readonly billType?: string;
  /** Every other REF. */
  readonly references: readonly Reference[];
  /** DTP*472. */
  readonly serviceDates?: DatePeriod;
  readonly lines: readonly LineStatus277CA[];
}

/** 2220D: one service line that was rejected. */
export interface LineStatus277CA {
  readonly procedure: {
    readonly qualifier: string;
    readonly code: string;
    readonly modifiers: readonly string[];
  };
  readonly chargeCents: Cents;
  readonly revenueCode?: string;
  readonly units?: number;
  readonly statuses: readonly Status277CA[];
  /** REF*FJ: our line control number. */
  readonly lineControlNumber?: string;
  readonly references: readonly Reference[];
  readonly dates: readonly QualifiedDate[];
}

/** STC with its one to three composites. */
export interface Status277CA {
  /** STC01, STC10, STC11: one to three. */
  readonly codes: readonly StatusCode277CA[];
  /** STC02; a line's status may have none. */
  readonly date?: PlainDate;
  /** STC03: `WQ` accept or `U` reject; a line's status may have none. */
  readonly action?: string;
  /** STC04. */
  readonly chargeCents?: Cents;
  /** STC12. */
  readonly message?: string;
}

export interface StatusCode277CA {
  /** `A0` forwarded, `A1` received, `A2` accepted, `A3` returned, `A4` not found, `A5` split, `A6` to `A8` rejected. */
  readonly category: string;
  /** Claim status code. */
  readonly status: string;
  /** Entity code: `85` billing provider, `IL` subscriber, `QC` patient, ... */
  readonly entity?: string;
  /** `RX` when the status is an NCPDP reject code. */
  readonly codeList?: string;
}
