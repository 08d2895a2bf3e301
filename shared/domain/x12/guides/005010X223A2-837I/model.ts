import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PlacedRemarks } from '#domain/x12/adjudication.ts';
import type { Header837 } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type {
  ClaimParties837,
  Provider837,
  ServiceFacility837,
} from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';
import type {
  Attachment837,
  ConditionIndicator837,
  Contract837,
  Note837,
  Repricing837,
} from '#domain/x12/guides/005010X222A1-837P/model-claim-parts.ts';
import type { Drug837 } from '#domain/x12/guides/005010X222A1-837P/model-line.ts';
import type {
  LineAdjudication837,
  OtherSubscriber837,
} from '#domain/x12/guides/005010X222A1-837P/model-other-payers.ts';
import type { DatePeriod, Reference } from '#domain/x12/party.ts';

/** One 837I transaction set: its header (BHT) and its claims. */
export interface Transaction837I {
  readonly header: Header837;
  readonly claims: readonly Claim837I[];
}

/** One institutional claim, as 005010X223A2 carries it. An optional list is absent rather than empty. */
export interface Claim837I extends ClaimParties837 {
  /** CLM01. */
  readonly patientControlNumber: string;
  /** CLM02: the sum of the lines. */
  readonly totalChargeCents: Cents;
  /** CLM05-1: the first two digits of the type of bill. */
  readonly facilityType: string;
  /** CLM05-3: the third digit of the type of bill. */
  readonly frequencyCode: string;
  /** CLM07. */
  readonly assignmentCode: 'A' | 'B' | 'C';
  /** CLM08. */
  readonly benefitsAssignment: 'Y' | 'N' | 'W';
  /** CLM09. */
  readonly releaseOfInformation: 'Y' | 'I';
  /** CLM20. */
  readonly delayReason?: string;
  /** DTP*096, `HHMM`. */
  readonly dischargeTime?: string;
  /** DTP*434: the days the bill covers. */
  readonly statementDates: DatePeriod;
  /** DTP*435. */
  readonly admission?: { readonly date: PlainDate; readonly time?: string };
  /** DTP*050. */
  readonly repricerReceivedDate?: PlainDate;
  /** CL101. */
  readonly admissionType: string;
  /** CL102. */
  readonly admissionSource?: string;
  /** CL103: patient discharge status. */
  readonly patientStatus: string;
  readonly attachments?: readonly Attachment837[];
  readonly contract?: Contract837;
  /** AMT*F3. */
  readonly estimatedPatientShareCents?: Cents;
  /** REF*F8. */
  readonly payerClaimControlNumber?: string;
  /** REF*G1. */
  readonly priorAuthorizationNumber?: string;
  /** REF*9F. */
  readonly referralNumber?: string;
  /** REF*EA. */
  readonly medicalRecordNumber?: string;
  /** Every other REF of loop 2300. */
  readonly references?: readonly Reference[];
  readonly fileInformation?: readonly string[];
  /** NTE: claim notes, and one billing note (`ADD`). */
  readonly notes?: readonly Note837[];
  /** CRC*ZZ. */
  readonly conditions?: readonly ConditionIndicator837[];
  readonly principalDiagnosis: Diagnosis837I;
  readonly admittingDiagnosis?: Diagnosis837I;
  readonly visitReasons?: readonly Diagnosis837I[];
  readonly externalCauses?: readonly Diagnosis837I[];
  readonly diagnosisRelatedGroup?: string;
  /** At most 24. */
  readonly otherDiagnoses?: readonly Diagnosis837I[];
  readonly principalProcedure?: Procedure837I;
  readonly otherProcedures?: readonly Procedure837I[];
  readonly occurrenceSpans?: readonly {
    readonly code: string;
    readonly from: PlainDate;
    readonly to: PlainDate;
  }[];
  readonly occurrences?: readonly { readonly code: string; readonly date: PlainDate }[];
  /** In hundredths: cents where the code means money, hundredths of a unit where it counts days or visits. */
  readonly values?: readonly { readonly code: string; readonly hundredths: Cents }[];
  readonly conditionCodes?: readonly string[];
  readonly treatmentCodes?: readonly string[];
  readonly repricing?: Repricing837;
  /** 2310A. */
  readonly attendingProvider?: Provider837;
  /** 2310B. */
  readonly operatingPhysician?: Provider837;
  /** 2310C. */
  readonly otherOperatingPhysician?: Provider837;
  /** 2310D. */
  readonly renderingProvider?: Provider837;
  /** 2310E. */
  readonly serviceFacility?: ServiceFacility837;
  /** 2310F. */
  readonly referringProvider?: Provider837;
  readonly otherSubscribers?: readonly OtherSubscriber837I[];
  /** At most 999. */
  readonly lines: readonly ServiceLine837I[];
}

export interface Diagnosis837I {
  /** Without the dot. */
  readonly code: string;
  readonly edition?: 'ICD-9-CM';
  /** `Y`, `N`, `U`, `W`, or `1` exempt. */
  readonly presentOnAdmission?: string;
}

export interface Procedure837I {
  readonly code: string;
  /** Absent: ICD-10-PCS. `CAH` is an advanced billing concept code. */
  readonly edition?: 'ICD-9-CM' | 'CAH';
  readonly date?: PlainDate;
}

export interface OtherSubscriber837I extends OtherSubscriber837 {
  /** MIA. */
  readonly inpatientAdjudication?: InpatientAdjudication837I;
}

/** MIA. */
export interface InpatientAdjudication837I extends PlacedRemarks {
  readonly coveredDays: number;
  /** The others by position (`"04"`), as decimal text. */
  readonly values: Readonly<Record<string, string>>;
}

/** 2400. */
export interface ServiceLine837I {
  readonly lineNumber: number;
  /** SV201. */
  readonly revenueCode: string;
  /** SV202, where the revenue code needs one. */
  readonly procedure?: {
    readonly qualifier: string;
    readonly code: string;
    readonly modifiers: readonly string[];
    readonly description?: string;
  };
  readonly chargeCents: Cents;
  readonly units: number;
  /** SV204: `UN` (absent) or `DA` days. */
  readonly unit?: 'DA';
  /** SV207. */
  readonly nonCoveredCents?: Cents;
  readonly attachments?: readonly Attachment837[];
  /** DTP*472. */
  readonly serviceDates?: DatePeriod;
  /** REF*6R. */
  readonly lineControlNumber?: string;
  /** REF `9B` or `9D`. */
  readonly references?: readonly Reference[];
  /** AMT*GT. */
  readonly serviceTaxCents?: Cents;
  /** AMT*N8. */
  readonly facilityTaxCents?: Cents;
  /** NTE*TPO. */
  readonly thirdPartyNote?: string;
  readonly repricing?: Repricing837;
  readonly drug?: Drug837;
  /** 2420A. */
  readonly operatingPhysician?: Provider837;
  /** 2420B. */
  readonly otherOperatingPhysician?: Provider837;
  /** 2420C. */
  readonly renderingProvider?: Provider837;
  /** 2420D. */
  readonly referringProvider?: Provider837;
  readonly adjudications?: readonly LineAdjudication837I[];
}

/** 2430. */
export interface LineAdjudication837I extends Omit<
  LineAdjudication837,
  'code' | 'codeQualifier' | 'modifiers' | 'description'
> {
  /** SVD03. */
  readonly procedure?: NonNullable<ServiceLine837I['procedure']>;
  /** SVD04. */
  readonly revenueCode: string;
}
