import type { Cents } from '#contracts/cents.ts';
import type { QualifiedId } from '#domain/x12/party.ts';

/** What claims and lines of the 837 are made of. */

export interface RelatedCauses837 {
  /** One to three of `AA` auto accident, `EM` employment, `OA` other accident. */
  readonly codes: readonly string[];
  /** Where an auto accident happened. */
  readonly state?: string;
  readonly country?: string;
}

export interface Attachment837 {
  /** PWK01. */
  readonly reportType: string;
  /** PWK02: `AA`, `BM` by mail, `EL` electronically, `EM`, `FT`, `FX` by fax. */
  readonly transmission: string;
  /** PWK06. */
  readonly controlNumber?: string;
}

export interface Contract837 {
  readonly kind: string;
  readonly amountCents?: Cents;
  readonly percent?: number;
  readonly code?: string;
  readonly termsDiscountPercent?: number;
  readonly version?: string;
}

export interface Note837 {
  /** `ADD` additional, `CER` certification, `DCP` goals, `DGN` diagnosis, `TPO` third party. */
  readonly kind: string;
  readonly text: string;
}

/** CR1. */
export interface AmbulanceTransport837 {
  readonly weightPounds?: number;
  readonly reasonCode: string;
  readonly miles: number;
  readonly roundTripPurpose?: string;
  readonly stretcherPurpose?: string;
}

/** CR2. */
export interface SpinalManipulation837 {
  readonly conditionCode: string;
  readonly description1?: string;
  readonly description2?: string;
}

/** CRC. */
export interface ConditionIndicator837 {
  readonly category: string;
  readonly applies: boolean;
  /** One to five condition codes. */
  readonly codes: readonly string[];
}

export interface Diagnosis837 {
  /** Without the dot: `E119`. */
  readonly code: string;
  /** Absent: ICD-10-CM (ABK, ABF). Old files carry ICD-9-CM (BK, BF). */
  readonly edition?: 'ICD-9-CM';
}

/** HCP: what a repricer made of a claim or line. */
export interface Repricing837 {
  readonly methodology: string;
  readonly allowedCents: Cents;
  readonly savingCents?: Cents;
  readonly organizationId?: string;
  readonly rate?: number;
  /** HCP06, approved ambulatory patient group. */
  readonly patientGroupCode?: string;
  readonly patientGroupCents?: Cents;
  /** HCP08 of an institutional claim or line: the revenue code that was approved. */
  readonly revenueCode?: string;
  /** HCP09 and HCP10 of a line. */
  readonly procedure?: QualifiedId;
  readonly unit?: string;
  readonly quantity?: number;
  readonly rejectReason?: string;
  readonly policyCompliance?: string;
  readonly exceptionCode?: string;
}
