import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type {
  Contact,
  EntityName,
  PostalAddress,
  QualifiedDate,
  QualifiedId,
  Reference,
} from '#domain/x12/party.ts';
import type { Adjustment, OutpatientAdjudication, PlacedRemarks } from '#domain/x12/adjudication.ts';

/**
 * One 835 transaction set (one ST): one payment, or none, and what it is for.
 * A file may hold many, of several payers. Lists are always present, empty when the file has none.
 * A positive adjustment lowers the payment, a negative one raises it, in CAS and in PLB alike.
 */
export interface Remittance835 {
  /** ST02. */
  readonly controlNumber: string;
  readonly payment: Payment835;
  readonly trace: Trace835;
  /** CUR02, when the payer states a currency. */
  readonly currency?: string;
  /** CUR03: the rate at which the payer converted, as the file's decimal text. */
  readonly exchangeRate?: string;
  /** REF*EV. */
  readonly receiverId?: string;
  /** REF*F2. */
  readonly versionId?: string;
  /** DTM*405. */
  readonly productionDate?: PlainDate;
  readonly payer: Payer835;
  readonly payee: Payee835;
  /** LX loops in the file's order, with their provider summaries. Claims name theirs by `batchNumber`. */
  readonly batches: readonly Batch835[];
  readonly claims: readonly Claim835[];
  /** PLB, one entry a pair, in the file's order. */
  readonly providerAdjustments: readonly ProviderAdjustment835[];
}

/** BPR. */
export interface Payment835 {
  /** BPR01: `I` with the remittance, `H` notification only, `D`, `P`, `U`, `X`, `C`. */
  readonly handling: string;
  /** BPR02; negative in some files, although the guide wants zero and a forwarded balance. */
  readonly amountCents: Cents;
  /** BPR03: `C` credit or `D` debit. */
  readonly creditOrDebit: 'C' | 'D';
  /** BPR04: `ACH`, `BOP`, `CHK`, `FWT`, `NON`. */
  readonly method: string;
  /** BPR05: `CCP` or `CTX`. */
  readonly format?: string;
  readonly senderAccount?: BankAccount835;
  /** BPR10. */
  readonly originatingCompanyId?: string;
  /** BPR11. */
  readonly originatingCompanySupplementalCode?: string;
  readonly receiverAccount?: BankAccount835;
  /** BPR16: when the money is available, or the cheque's date. */
  readonly date: PlainDate;
}

export interface BankAccount835 {
  /** `01` ABA routing number or `04` Canadian. */
  readonly bankQualifier?: string;
  readonly bankId?: string;
  /** `DA` demand deposit, `SG` savings. */
  readonly accountQualifier?: string;
  readonly accountNumber?: string;
}

/** TRN: pairs the remittance with the deposit. */
export interface Trace835 {
  /** TRN02: cheque or EFT number. */
  readonly number: string;
  /** TRN03: the payer's id, `1` and its tax id. */
  readonly originatingCompanyId: string;
  readonly supplementalCode?: string;
}

/** 1000A. */
export interface Payer835 {
  readonly name?: string;
  /** N103 and N104. */
  readonly identifier?: QualifiedId;
  readonly address?: PostalAddress;
  readonly references: readonly Reference[];
  /** PER: `CX` claims office, `BL` technical, `IC` web site. */
  readonly contacts: readonly Contact[];
}

/** 1000B. */
export interface Payee835 {
  readonly name?: string;
  /** `XX` NPI, `FI` tax id or `XV`. */
  readonly identifier?: QualifiedId;
  readonly address?: PostalAddress;
  /** `TJ` tax id, `PQ`, `0B`, `D3`. */
  readonly references: readonly Reference[];
  /** RDM. */
  readonly remittanceDelivery?: RemittanceDelivery835;
}

export interface RemittanceDelivery835 {
  readonly method: string;
  readonly name?: string;
  readonly number?: string;
}

/** 2000: LX with TS3 and TS2. */
export interface Batch835 {
  /** LX01. */
  readonly batchNumber: string;
  readonly providerSummary?: ProviderSummary835;
  /** TS2, in order of its elements; institutional Medicare. */
  readonly supplementalSummary?: readonly (number | undefined)[];
}

/** TS3. */
export interface ProviderSummary835 {
  readonly providerId: string;
  readonly facilityCode: string;
  readonly fiscalPeriodEnd: PlainDate;
  readonly claimCount: number;
  readonly chargeCents: Cents;
  /** TS313, TS315, TS317, TS318 and TS320 to TS324 by their position; institutional Medicare. */
  readonly further: Readonly<Record<string, number>>;
}

/** 2100: one claim of the remittance. */
export interface Claim835 {
  /** LX01 of the loop it stands in; empty when the file has no LX. */
  readonly batchNumber: string;
  /** CLP01: our control number as the payer repeats it; `0` when the payer had none. */
  readonly patientControlNumber: string;
  /** CLP02: `1` to `3` processed as primary to tertiary, `4` denied, `19` to `21` also forwarded, `22` reversal, `23` not ours, `25` predetermination. */
  readonly statusCode: string;
  /** CLP03. */
  readonly chargeCents: Cents;
  /** CLP04. */
  readonly paidCents: Cents;
  /** CLP05, absent when the payer gave none (not the same as 0). */
  readonly patientResponsibilityCents?: Cents;
  /** CLP06: `12` PPO, `13` POS, `MB`, `MC`, ... */
  readonly claimFilingIndicator?: string;
  /** CLP07: the payer's claim control number. */
  readonly payerControlNumber?: string;
  /** CLP08: place of service or facility type. */
  readonly facilityCode?: string;
  /** CLP09. */
  readonly frequencyCode?: string;
  /** CLP11. */
  readonly diagnosisRelatedGroup?: string;
  /** CLP12. */
  readonly diagnosisRelatedGroupWeight?: number;
  /** CLP13, a fraction. */
  readonly dischargeFraction?: number;
  /** CAS of the claim, flat, in the file's order. */
  readonly adjustments: readonly Adjustment[];
  /** NM1*QC. */
  readonly patient?: EntityName;
  /** NM1*IL: only when it is not the patient. */
  readonly subscriber?: EntityName;
  /** NM1*74: what the payer has otherwise than we sent. */
  readonly correctedSubscriber?: EntityName;
  /** NM1*82. */
  readonly serviceProvider?: EntityName;
  /** NM1*TT: the payer that the claim was forwarded to. */
  readonly crossoverCarrier?: EntityName;
  /** NM1*PR: the payer that should have been billed first. */
  readonly correctedPriorityPayer?: EntityName;
  /** NM1*GB. */
  readonly otherSubscriber?: EntityName;
  readonly inpatientAdjudication?: InpatientAdjudication835;
  readonly outpatientAdjudication?: OutpatientAdjudication;
  /** REF: `1L` group, `CE` class of contract, `EA` medical record, `F8` original reference, `G1`, `SY`, ... and provider ids. */
  readonly references: readonly Reference[];
  /** DTM: `232` and `233` statement period, `036` coverage expiry, `050` received. */
  readonly dates: readonly QualifiedDate[];
  readonly contacts: readonly Contact[];
  /** AMT: `AU` coverage, `D8` discount, `F5` patient paid, `I` interest, `T` tax, ... Information: never part of a balance. */
  readonly amounts: readonly QualifiedAmount835[];
  readonly quantities: readonly QualifiedQuantity835[];
  readonly lines: readonly ServiceLine835[];
}

/** AMT. */
export interface QualifiedAmount835 {
  readonly qualifier: string;
  readonly amountCents: Cents;
}

/** QTY. */
export interface QualifiedQuantity835 {
  readonly qualifier: string;
  readonly quantity: number;
}

/** MIA: how an inpatient claim was adjudicated. Amounts by element position where the pipeline does not use them. */
export interface InpatientAdjudication835 extends PlacedRemarks {
  readonly coveredDays: number;
  /** MIA02 to MIA24 that are amounts or counts, by position (`"04"`), as the file's decimal text. */
  readonly values: Readonly<Record<string, string>>;
}

/** SVC01 or SVC06: what was adjudicated, or what we had sent. */
export interface Procedure835 {
  /** `HC`, `AD`, `ER`, `HP`, `IV`, `N4`, `N6`, `NU`, `UI`, `WK`. */
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly description?: string;
}

/** 2110: one service line of the remittance. */
export interface ServiceLine835 {
  /** SVC01: the code that was adjudicated. */
  readonly procedure: Procedure835;
  /** SVC02. */
  readonly chargeCents: Cents;
  /** SVC03. */
  readonly paidCents: Cents;
  /** SVC04: the revenue code. */
  readonly revenueCode?: string;
  /** SVC05: units paid; absent means 1. Negative on some reversals. */
  readonly paidUnits?: number;
  /** SVC06: the code we sent, when the payer adjudicated another. */
  readonly submittedProcedure?: Procedure835;
  /** SVC07: the units we sent, when they differ. */
  readonly submittedUnits?: number;
  /** DTM: `472` service, or `150` and `151` its period. */
  readonly dates: readonly QualifiedDate[];
  /** CAS of the line, flat, in the file's order. */
  readonly adjustments: readonly Adjustment[];
  /** REF*6R: our line control number. */
  readonly lineControlNumber?: string;
  /** Every other REF: `LU` location, `1S`, `BB`, `E9`, `G1`, `G3`, `RB`, `0K`, and rendering provider ids (`HPI` NPI, `TJ`, ...). */
  readonly references: readonly Reference[];
  /** AMT: `B6` allowed, `AU`, `DY`, `KH`, `T`, `T2`, `ZK`, ... */
  readonly amounts: readonly QualifiedAmount835[];
  readonly quantities: readonly QualifiedQuantity835[];
  /** LQ: `HE` RARC, `RX` NCPDP reject. All of them. */
  readonly remarkCodes: readonly QualifiedId[];
}

/** One pair of a PLB. */
export interface ProviderAdjustment835 {
  /** PLB01. */
  readonly providerId: string;
  /** PLB02: the provider's fiscal year end. */
  readonly fiscalPeriodEnd: PlainDate;
  /** PLB03-1: `WO`, `72`, `FB`, `L6`, `CS`, `IR`, `J1`, ... */
  readonly reasonCode: string;
  /** PLB03-2: usually the payer's control number and our account. */
  readonly reference?: string;
  /** PLB04: positive lowers the payment. */
  readonly amountCents: Cents;
}
