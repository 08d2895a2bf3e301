import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { DatePeriod, PostalAddress, QualifiedDate, QualifiedId, Reference } from '#domain/x12/party.ts';
import type {
  AmbulanceTransport837,
  Attachment837,
  ConditionIndicator837,
  Contract837,
  Note837,
  Repricing837,
} from './model-claim-parts.ts';
import type { LineAdjudication837 } from './model-other-payers.ts';
import type {
  AmbulanceDropOff837,
  OrderingProvider837,
  Provider837,
  ServiceFacility837,
} from './model-parties.ts';

/** 2400: one service line. */
export interface ServiceLine837P {
  /** LX01, from 1. */
  readonly lineNumber: number;
  /** SV101-1: `HC` (absent), `ER`, `IV` or `WK`. */
  readonly codeQualifier?: 'ER' | 'IV' | 'WK';
  /** CPT or HCPCS. */
  readonly code: string;
  /** At most 4. */
  readonly modifiers: readonly string[];
  /** SV101-7, for an unlisted code. */
  readonly description?: string;
  readonly chargeCents: Cents;
  /** Units, or minutes with `unit` `MJ`. May be a fraction. */
  readonly units: number;
  /** SV103: `UN` (absent) or `MJ` minutes. */
  readonly unit?: 'MJ';
  /** SV105, only when it is not the claim's. */
  readonly placeOfService?: string;
  /** SV107: positions in `diagnoses`, from 1, most important first; one to four. */
  readonly diagnosisPointers: readonly number[];
  /** SV109. */
  readonly emergency?: boolean;
  /** SV111. */
  readonly epsdt?: boolean;
  /** SV112. */
  readonly familyPlanning?: boolean;
  /** SV115. */
  readonly copayExempt?: boolean;
  /** SV5. */
  readonly durableEquipment?: DurableEquipment837;
  readonly attachments?: readonly Attachment837[];
  readonly ambulanceTransport?: AmbulanceTransport837;
  /** CR3. */
  readonly durableEquipmentCertification?: DurableEquipmentCertification837;
  readonly conditions?: readonly ConditionIndicator837[];
  /** DTP*472. */
  readonly serviceDates: DatePeriod;
  /** Every other DTP of the line: `471` prescription, `607` certification revision, `463` begin therapy, `738` hemoglobin test, ... */
  readonly dates?: readonly QualifiedDate[];
  /** QTY*PT, ambulance patients. */
  readonly ambulancePatients?: number;
  /** QTY*FL, units of anesthesia obstetric. */
  readonly obstetricAnesthesiaUnits?: number;
  readonly testResults?: readonly TestResult837[];
  readonly contract?: Contract837;
  /** REF*6R, unique in the claim: the 835 repeats it. */
  readonly lineControlNumber?: string;
  /** REF*G1 of the line; at most 5. */
  readonly priorAuthorizations?: readonly Reference[];
  /** REF*9F of the line. */
  readonly referrals?: readonly Reference[];
  /** Every other REF of the line: `9B`, `9D`, `EW`, `X4`, `F4`, `BT`. */
  readonly references?: readonly Reference[];
  /** AMT*T. */
  readonly salesTaxCents?: Cents;
  /** AMT*F4. */
  readonly postageCents?: Cents;
  readonly fileInformation?: readonly string[];
  /** NTE*ADD, DCP or TPO; at most two. */
  readonly notes?: readonly Note837[];
  /** PS1. */
  readonly purchasedService?: { readonly providerId: string; readonly chargeCents: Cents };
  readonly repricing?: Repricing837;
  /** 2410. */
  readonly drug?: Drug837;
  /** 2420A. */
  readonly renderingProvider?: Provider837;
  /** 2420B. */
  readonly purchasedServiceProvider?: Provider837;
  /** 2420C. */
  readonly serviceFacility?: ServiceFacility837;
  /** 2420D. */
  readonly supervisingProvider?: Provider837;
  /** 2420E. */
  readonly orderingProvider?: OrderingProvider837;
  /** 2420F. */
  readonly referringProviders?: readonly Provider837[];
  /** 2420G. */
  readonly ambulancePickUp?: PostalAddress;
  /** 2420H. */
  readonly ambulanceDropOff?: AmbulanceDropOff837;
  /** 2430: what each other payer decided for this line. */
  readonly adjudications?: readonly LineAdjudication837[];
  /** 2440. */
  readonly forms?: readonly FormAnswers837[];
}

export interface DurableEquipment837 {
  readonly code: string;
  readonly days: number;
  readonly rentalCents: Cents;
  readonly purchaseCents: Cents;
  /** `1` weekly, `4` monthly, `6` daily. */
  readonly frequency: string;
}

export interface DurableEquipmentCertification837 {
  /** `I` initial, `R` renewal, `S` revised. */
  readonly kind: string;
  readonly months: number;
}

export interface TestResult837 {
  /** MEA01: `OG` original starting dosage, `TR` test results. */
  readonly kind: string;
  /** MEA02: `HT` height, `R1` hemoglobin, `R2` hematocrit, ... */
  readonly measurement: string;
  readonly value: number;
}

/** 2410: the drug of a line. */
export interface Drug837 {
  /** LIN02: `N4` (absent) or another product qualifier. */
  readonly codeQualifier?: string;
  /** NDC, 11 digits. */
  readonly code: string;
  readonly quantity: number;
  /** `F2` international unit, `GR` gram, `ME` milligram, `ML` millilitre, `UN` unit. */
  readonly unit: string;
  /** REF*XZ prescription or VY link number. */
  readonly prescription?: QualifiedId;
}

/** 2440: a form (certificate of medical necessity) and its answers. */
export interface FormAnswers837 {
  readonly qualifier: string;
  readonly form: string;
  readonly answers: readonly FormAnswer837[];
}

export interface FormAnswer837 {
  readonly question: string;
  /** FRM02: `Y`, `N` or `W`. */
  readonly yesNo?: string;
  readonly text?: string;
  readonly date?: PlainDate;
  readonly percent?: number;
}
