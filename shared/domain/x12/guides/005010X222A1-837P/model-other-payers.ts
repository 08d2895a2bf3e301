import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Adjustment, OutpatientAdjudication } from '#domain/x12/adjudication.ts';
import type { Reference } from '#domain/x12/party.ts';
import type { Party837 } from './model-parties.ts';

/** What the other payers of a claim decided, of the claim and of its lines. */

/** 2320 with 2330: another payer of this claim. */
export interface OtherSubscriber837 {
  readonly payerResponsibility: string;
  /** SBR02: `18` self, `01` spouse, `19` child, `G8` other, ... */
  readonly relationship: string;
  readonly groupNumber?: string;
  readonly groupName?: string;
  readonly insuranceType?: string;
  readonly claimFilingIndicator?: string;
  /** CAS of the claim, flat. */
  readonly adjustments?: readonly Adjustment[];
  /** AMT*D: what this payer paid. */
  readonly paidCents?: Cents;
  /** AMT*EAF: what the patient still owes after this payer. */
  readonly remainingPatientLiabilityCents?: Cents;
  /** AMT*A8. */
  readonly nonCoveredCents?: Cents;
  /** OI03. */
  readonly benefitsAssignment: 'Y' | 'N' | 'W';
  /** OI04. */
  readonly patientSignatureSource?: 'P';
  /** OI06. */
  readonly releaseOfInformation: 'Y' | 'I';
  /** MOA. */
  readonly outpatientAdjudication?: OutpatientAdjudication;
  /** 2330A. */
  readonly subscriber: Party837;
  /** 2330B: REF `2U`, `EI`, `F8` (the other payer's claim control number), `G1`, `9F`, `T4`. */
  readonly payer: Party837;
  /** DTP*573 of loop 2330B; instead of the line's adjudication date, not beside it. */
  readonly adjudicationDate?: PlainDate;
  /** 2330C to 2330G: how the other payer knows the providers. */
  readonly providers?: readonly OtherPayerProvider837[];
}

export interface OtherPayerProvider837 {
  /** NM101: `DN`, `P3`, `82`, `77`, `DQ`, `85`. */
  readonly role: string;
  readonly entityType: 'person' | 'organization';
  readonly references: readonly Reference[];
}

/** 2430. */
export interface LineAdjudication837 {
  /** SVD01: the identifier (NM109) of the payer in 2330B. */
  readonly payerId: string;
  /** SVD02. */
  readonly paidCents: Cents;
  readonly codeQualifier?: string;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly description?: string;
  /** SVD05. */
  readonly paidUnits: number;
  /** SVD06: the line it was bundled into. */
  readonly bundledLineNumber?: number;
  readonly adjustments?: readonly Adjustment[];
  /** DTP*573. */
  readonly adjudicationDate?: PlainDate;
  /** AMT*EAF. */
  readonly remainingPatientLiabilityCents?: Cents;
}
