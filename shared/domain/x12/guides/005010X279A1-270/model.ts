import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type {
  Demographics,
  EntityName,
  PostalAddress,
  QualifiedDate,
  QualifiedId,
  Reference,
} from '#domain/x12/party.ts';

/**
 * One eligibility question: one person, asked of one payer (005010X279A1).
 * A transaction may hold several; the reader gives one inquiry a subscriber or dependent asked about.
 */
export interface EligibilityInquiry270 {
  readonly header: Header270;
  /** NM101 of 2100A: `PR` payer, `2B` third party administrator, `36` employer, `GP` gateway, `P5` plan sponsor. */
  readonly sourceRole: string;
  /** 2100A: the payer; identifier qualifier `PI`. */
  readonly informationSource: EntityName;
  /** 2100B: who asks; identifier qualifier `XX`. */
  readonly informationReceiver: InformationReceiver270;
  /** 2000C. */
  readonly subscriber: Person270;
  /** 2000D: asked about instead of the subscriber. */
  readonly dependent?: Person270;
  /** 2110C or 2110D: EQ; at least one. */
  readonly questions: readonly Question270[];
}

/** BHT. */
export interface Header270 {
  /** BHT02: `13` request, `01` cancellation, `36` authority to deduct. */
  readonly purpose: '13' | '01' | '36';
  /** BHT03: required in a real time question; the answer repeats it. */
  readonly reference?: string;
  readonly date: PlainDate;
  readonly time: string;
  /** BHT06 `RT`: spend down. */
  readonly transactionType?: string;
}

export interface InformationReceiver270 {
  /** NM101: `1P` provider, `FA` facility, `GP` gateway, `80` hospital, ... */
  readonly role: string;
  readonly name: EntityName;
  readonly references?: readonly Reference[];
  readonly address?: PostalAddress;
  readonly provider?: ProviderInformation270;
}

/** A subscriber or a dependent. */
export interface Person270 {
  /** TRN: at most two; the answer repeats them. */
  readonly traces?: readonly Trace270[];
  /** NM1*IL or NM1*03. */
  readonly name: EntityName;
  /** `6P` group, `SY`, `EJ` patient account, `1L`, ... */
  readonly references?: readonly Reference[];
  readonly address?: PostalAddress;
  readonly provider?: ProviderInformation270;
  readonly demographics?: Demographics;
  /** INS: relationship `18` for a subscriber; `01`, `19`, `34` for a dependent. */
  readonly relationship?: string;
  /** INS17: which of a multiple birth. */
  readonly birthSequence?: number;
  /** HI, without the dot. */
  readonly diagnoses?: readonly QualifiedId[];
  /** DTP `291` plan or service date, `102` card issue. */
  readonly dates?: readonly QualifiedDate[];
}

export interface Trace270 {
  /** TRN02. */
  readonly number: string;
  /** TRN03: `9` and 9 characters: who gave the number. */
  readonly originatingCompanyId: string;
  readonly supplementalId?: string;
}

export interface ProviderInformation270 {
  readonly role: string;
  readonly identifier?: QualifiedId;
}

/** EQ with its AMT, III, REF and DTP. */
export interface Question270 {
  /** EQ01: service type codes, `30` health benefit plan coverage. Either these or a procedure. */
  readonly serviceTypes?: readonly string[];
  /** EQ02. */
  readonly procedure?: Procedure270;
  /** EQ03: `IND` or `FAM`. */
  readonly coverageLevel?: string;
  /** EQ05: pointers into the diagnoses. */
  readonly diagnosisPointers?: readonly number[];
  /** AMT*R: what the subscriber must spend before cover starts. */
  readonly spendDownCents?: Cents;
  /** AMT*PB: what has been billed towards it. */
  readonly spendDownBilledCents?: Cents;
  /** III: `ZZ` place of service. */
  readonly placeOfService?: string;
  /** REF `9F` or `G1`. */
  readonly reference?: Reference;
  /** DTP*291 of this question. */
  readonly dates?: readonly QualifiedDate[];
}

export interface Procedure270 {
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers: readonly string[];
}
