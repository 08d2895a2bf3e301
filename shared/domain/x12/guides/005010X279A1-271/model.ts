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
  QualifiedId,
  Reference,
} from '#domain/x12/party.ts';
import type { Procedure270, ProviderInformation270 } from '#domain/x12/guides/005010X279A1-270/model.ts';

/**
 * One answer of one 271 transaction: one source and receiver with every subscriber and dependent below them.
 * Lists are always present.
 */
export interface EligibilityResponse271 {
  readonly header: Header271;
  /** AAA of 2000A: the request as a whole was not processed. */
  readonly sourceLevelRejections: readonly Rejection271[];
  readonly informationSource: InformationSource271;
  /** Absent when the answer stops at the source. */
  readonly informationReceiver?: InformationReceiver271;
  readonly subscribers: readonly Subscriber271[];
}

/** BHT. */
export interface Header271 {
  /** BHT02: `11` response; `06` confirmation of a spend down. */
  readonly purpose: string;
  /** BHT03: as the question had it. */
  readonly reference?: string;
  readonly date: PlainDate;
  readonly time: string;
}

export interface InformationSource271 {
  readonly role: string;
  readonly name: EntityName;
  readonly contacts: readonly Contact[];
  /** AAA of 2100A. */
  readonly rejections: readonly Rejection271[];
}

export interface InformationReceiver271 {
  readonly role: string;
  readonly name: EntityName;
  readonly references: readonly Reference[];
  readonly address?: PostalAddress;
  /** AAA of 2100B. */
  readonly rejections: readonly Rejection271[];
  readonly provider?: ProviderInformation270;
}

/** AAA: why a request, or part of it, was not answered. */
export interface Rejection271 {
  /** AAA01: whether the request was valid. */
  readonly valid: boolean;
  /** AAA03: `42` unable to respond, `71` birth date mismatch, `72` invalid id, `75` not found, `15` required data missing, ... */
  readonly reasonCode: string;
  /** AAA04: `C` correct and resubmit, `N`, `P`, `R`, `S`, `W`, `X`, `Y`. */
  readonly followUpCode?: string;
}

export interface Subscriber271 extends Person271 {
  readonly dependents: readonly Dependent271[];
}

export type Dependent271 = Person271;

/** 2000C or 2000D. */
export interface Person271 {
  /** TRN: `1` the source's own, `2` the receiver's, repeated. */
  readonly traces: readonly Trace271[];
  readonly name: EntityName;
  readonly references: readonly Reference[];
  readonly address?: PostalAddress;
  /** AAA of 2100C or 2100D. */
  readonly rejections: readonly Rejection271[];
  readonly provider?: ProviderInformation270;
  readonly demographics?: Demographics;
  readonly relationship?: Relationship271;
  readonly diagnoses: readonly QualifiedId[];
  /** DTP of the person: `291` plan, `307` eligibility, `346` plan begin, `347` plan end, `356`, `357`, ... */
  readonly dates: readonly QualifiedDate[];
  /** MPI. */
  readonly military?: Military271;
  readonly benefits: readonly Benefit271[];
}

export interface Trace271 {
  readonly kind: '1' | '2';
  readonly number: string;
  readonly originatingCompanyId?: string;
  readonly supplementalId?: string;
}

/** INS. */
export interface Relationship271 {
  /** `18` self, `01` spouse, `19` child, `34` other adult. */
  readonly relationship: string;
  /** INS03 `001` with INS04 `25`: the source has changed what identifies the person. */
  readonly identityChanged: boolean;
  readonly birthSequence?: number;
}

/** MPI, by the position of its elements. */
export interface Military271 {
  readonly informationStatus: string;
  readonly employmentStatus: string;
  readonly affiliation: string;
  readonly description?: string;
  readonly rank?: string;
  readonly period?: DatePeriod;
}

/** 2110: one EB with everything that hangs on it. */
export interface Benefit271 {
  /** EB01: `1` active, `6` inactive, `A` coinsurance, `B` copay, `C` deductible, `I` not covered, `R` other payer, ... */
  readonly kind: string;
  /** EB02: `IND`, `FAM`, `EMP`, ... */
  readonly coverageLevel?: string;
  /** EB03, all repetitions. */
  readonly serviceTypes: readonly string[];
  /** EB04: insurance type. */
  readonly insuranceType?: string;
  /** EB05. */
  readonly planDescription?: string;
  /** EB06: `22` service year, `23` calendar year, `27` visit, `29` remaining, ... */
  readonly timePeriod?: string;
  /** EB07. */
  readonly amountCents?: Cents;
  /** EB08 as a fraction: 0.2 is 20 per cent, the patient's share. */
  readonly percent?: number;
  /** EB09. */
  readonly quantityQualifier?: string;
  /** EB10. */
  readonly quantity?: number;
  /** EB11. */
  readonly authorizationRequired?: 'Y' | 'N' | 'U';
  /** EB12. */
  readonly inNetwork?: 'Y' | 'N' | 'U' | 'W';
  /** EB13. */
  readonly procedure?: Procedure271;
  /** EB14: pointers into the diagnoses. */
  readonly diagnosisPointers: readonly number[];
  /** HSD. */
  readonly deliveries: readonly ServiceDelivery[];
  readonly references: readonly Reference[];
  readonly dates: readonly QualifiedDate[];
  /** AAA of 2110. */
  readonly rejections: readonly Rejection271[];
  /** MSG. */
  readonly messages: readonly string[];
  /** 2115: III. */
  readonly furtherInformation: readonly FurtherInformation271[];
  /** 2120: another payer, a plan, a primary care provider, ... */
  readonly entities: readonly BenefitEntity271[];
}

export interface Procedure271 extends Procedure270 {
  /** EB13-8: the last code of a range. */
  readonly lastCode?: string;
}

/** III: a code of a list, words, or both. */
export interface FurtherInformation271 {
  /** III01: `ZZ` place of service, `GR` nature of injury, `NI` its code of the insurers. */
  readonly qualifier?: string;
  /** III02. */
  readonly code?: string;
  /** III03 `44`: the words are about the nature of the injury. */
  readonly category?: string;
  /** III04. */
  readonly text?: string;
}

/** 2120. */
export interface BenefitEntity271 {
  /** NM101: `PR` payer, `P3` primary care provider, `PRP` primary payer, `SEP` secondary payer, `IL`, `VN`, ... */
  readonly role: string;
  readonly name: EntityName;
  /** NM110: what it is to the person, `01` parent, `02` child, `27` domestic partner, `41` spouse, `65` other, ... */
  readonly relationship?: string;
  readonly address?: PostalAddress;
  /** N405 and N406: qualifier `RJ`, a region of the military health service. */
  readonly region?: QualifiedId;
  readonly contacts: readonly Contact[];
  readonly provider?: ProviderInformation270;
}
