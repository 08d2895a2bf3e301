import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { ServiceLine837P } from '#domain/x12/guides/005010X222A1-837P/model-line.ts';
import type { Subscriber837 } from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';
import type { ClaimReading } from './claim-reading.ts';

/** Members whose content goes into the encounter, is checked, or is known to the practice anyway. */
type CarriedOfClaim =
  | 'submitter'
  | 'receiver'
  | 'billingProvider'
  | 'subscriber'
  | 'payer'
  | 'patient'
  | 'patientControlNumber'
  | 'totalChargeCents'
  | 'placeOfService'
  | 'frequencyCode'
  | 'providerSignatureOnFile'
  | 'assignmentCode'
  | 'benefitsAssignment'
  | 'releaseOfInformation'
  | 'relatedCauses'
  | 'dates'
  | 'priorAuthorizationNumber'
  | 'medicalRecordNumber'
  | 'note'
  | 'diagnoses'
  | 'referringProviders'
  | 'renderingProvider'
  | 'serviceFacility'
  | 'supervisingProvider'
  | 'otherSubscribers'
  | 'lines';

/** Where everything else of a claim stands. A member that the model gains is carried, or has its name here. */
const ofClaim: Readonly<Record<Exclude<keyof Claim837P, CarriedOfClaim>, string>> = {
  payToAddress: '2010AB',
  payToPlan: '2010AC',
  patientSignatureSource: '2300 CLM^10',
  specialProgram: '2300 CLM^12',
  delayReason: '2300 CLM^20',
  attachments: '2300 PWK',
  contract: '2300 CN1',
  patientPaidCents: '2300 AMT*F5',
  payerClaimControlNumber: '2300 REF*F8',
  referralNumber: '2300 REF*9F',
  cliaNumber: '2300 REF*X4',
  references: '2300 REF',
  fileInformation: '2300 K3',
  ambulanceTransport: '2300 CR1',
  spinalManipulation: '2300 CR2',
  conditions: '2300 CRC',
  anesthesiaProcedures: '2300 HI*BP',
  conditionCodes: '2300 HI*BG',
  repricing: '2300 HCP',
  ambulancePickUp: '2310E',
  ambulanceDropOff: '2310F',
};

type CarriedOfLine =
  | 'lineNumber'
  | 'codeQualifier'
  | 'code'
  | 'modifiers'
  | 'description'
  | 'chargeCents'
  | 'units'
  | 'unit'
  | 'placeOfService'
  | 'diagnosisPointers'
  | 'serviceDates'
  | 'lineControlNumber'
  | 'drug'
  | 'renderingProvider'
  | 'adjudications';

const ofLine: Readonly<Record<Exclude<keyof ServiceLine837P, CarriedOfLine>, string>> = {
  emergency: '2400 SV1^9',
  epsdt: '2400 SV1^11',
  familyPlanning: '2400 SV1^12',
  copayExempt: '2400 SV1^15',
  durableEquipment: '2400 SV5',
  attachments: '2400 PWK',
  ambulanceTransport: '2400 CR1',
  durableEquipmentCertification: '2400 CR3',
  conditions: '2400 CRC',
  dates: '2400 DTP',
  ambulancePatients: '2400 QTY*PT',
  obstetricAnesthesiaUnits: '2400 QTY*FL',
  testResults: '2400 MEA',
  contract: '2400 CN1',
  priorAuthorizations: '2400 REF*G1',
  referrals: '2400 REF*9F',
  references: '2400 REF',
  salesTaxCents: '2400 AMT*T',
  postageCents: '2400 AMT*F4',
  fileInformation: '2400 K3',
  notes: '2400 NTE',
  purchasedService: '2400 PS1',
  repricing: '2400 HCP',
  purchasedServiceProvider: '2420B',
  serviceFacility: '2420C',
  supervisingProvider: '2420D',
  orderingProvider: '2420E',
  referringProviders: '2420F',
  ambulancePickUp: '2420G',
  ambulanceDropOff: '2420H',
  forms: '2440',
};

type CarriedOfSubscriber =
  | 'payerResponsibility'
  | 'relationship'
  | 'groupNumber'
  | 'claimFilingIndicator'
  | 'patientInformation'
  | 'name'
  | 'address'
  | 'demographics'
  | 'contact';

const ofSubscriber: Readonly<Record<Exclude<keyof Subscriber837, CarriedOfSubscriber>, string>> = {
  groupName: '2000B SBR^4',
  insuranceType: '2000B SBR^5',
  references: '2010BA REF',
};

/** Dates of a claim that an encounter has a field for: onset, accident, admission. */
const carriedDates: ReadonlySet<string> = new Set(['431', '439', '435']);

/**
 * Notes everything in a claim that an encounter has no place for, by loop and segment. The claim that goes to the payer
 * will not have it: whoever sends such claims must know.
 */
export function noteWhatIsNotCarried(reading: ClaimReading): void {
  const { claim, notCarried } = reading;
  const note = (found: object, labels: Readonly<Record<string, string>>): void => {
    for (const name of Object.keys(found)) {
      const label = labels[name];
      if (label !== undefined) {
        notCarried.add(label);
      }
    }
  };
  note(claim, ofClaim);
  note(claim.subscriber, ofSubscriber);
  for (const line of claim.lines) {
    note(line, ofLine);
    if (line.serviceDates.to !== undefined && line.serviceDates.to !== line.serviceDates.from) {
      notCarried.add('2400 DTP*472, its last day');
    }
    if (line.drug?.prescription !== undefined) {
      notCarried.add('2410 REF');
    }
  }
  for (const { qualifier } of claim.dates ?? []) {
    if (!carriedDates.has(qualifier)) {
      notCarried.add(`2300 DTP*${qualifier}`);
    }
  }
  for (const information of [claim.subscriber.patientInformation, claim.patient?.patientInformation]) {
    if (information?.weightPounds !== undefined || information?.pregnant !== undefined) {
      notCarried.add(`${claim.patient === undefined ? '2000B' : '2000C'} PAT`);
    }
  }
  if (claim.patient?.references !== undefined) {
    notCarried.add('2010CA REF');
  }
  if (claim.assignmentCode !== 'A') {
    notCarried.add('2300 CLM^7');
  }
  if ((claim.relatedCauses?.codes.length ?? 0) > 1) {
    notCarried.add('2300 CLM^11');
  }
  if (claim.referringProviders?.some(({ role }) => role === 'P3') === true) {
    notCarried.add('2310A NM1*P3');
  }
  for (const other of claim.otherSubscribers ?? []) {
    if (other.insuranceType !== undefined) {
      notCarried.add('2320 SBR^5');
    }
    if (other.providers !== undefined) {
      notCarried.add('2330C to 2330G');
    }
  }
}
