import type { PlainDate } from '#contracts/dates.ts';
import type { DatePeriod } from '#domain/x12/party.ts';

/** CR1 to CR6 of a patient event: what a review of one kind of service needs to know. */

/** CR1. */
export interface Transport278 {
  /** CR102; in pounds or, where the sender weighs so, in kilograms. */
  readonly weightPounds?: number;
  readonly weightKilograms?: number;
  /** CR103: `I` initial trip, `R` return trip, `T` transfer, `X` round trip. */
  readonly kind?: string;
  readonly reasonCode?: string;
  readonly miles?: number;
  readonly roundTripPurpose?: string;
  readonly stretcherPurpose?: string;
}

/** CR2. */
export interface SpinalManipulation278 {
  /** CR201: which treatment of the series. */
  readonly treatmentNumber?: number;
  /** CR202: how many treatments. */
  readonly treatmentCount?: number;
  /** CR203 and CR204: from this level of subluxation to that. */
  readonly subluxationFrom?: string;
  readonly subluxationTo?: string;
  readonly conditionCode?: string;
  readonly complication?: boolean;
  readonly description1?: string;
  readonly description2?: string;
  readonly xrayAvailable?: boolean;
}

/** CR5. */
export interface Oxygen278 {
  /** CR503, CR504, CR518. */
  readonly equipment?: string;
  readonly equipment2?: string;
  readonly equipment3?: string;
  readonly reason?: string;
  /** CR506, litres a minute. */
  readonly flowRate?: number;
  /** CR507, times a day. */
  readonly dailyUses?: number;
  /** CR508, hours each. */
  readonly useHours?: number;
  readonly therapistOrder?: string;
  readonly arterialBloodGas?: number;
  readonly saturation?: number;
  readonly testCondition?: string;
  /** CR513 to CR515. */
  readonly testFindings: readonly string[];
  readonly portableFlowRate?: number;
  /** CR517. */
  readonly deliverySystem?: string;
}

/** CR6. */
export interface HomeHealth278 {
  readonly prognosis: string;
  readonly startDate: PlainDate;
  /** CR604. */
  readonly certificationPeriod?: DatePeriod;
  /** CR607. */
  readonly medicareCoverage: string;
  /** CR608. */
  readonly certification: string;
  readonly surgeryDate?: PlainDate;
  readonly surgery?: { readonly qualifier: string; readonly code: string };
  readonly orderDate?: PlainDate;
  readonly lastVisitDate?: PlainDate;
  readonly physicianContactDate?: PlainDate;
  /** CR616. */
  readonly lastAdmissionPeriod?: DatePeriod;
  /** CR617. */
  readonly patientLocation?: string;
}
