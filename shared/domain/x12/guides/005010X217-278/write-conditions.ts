import type { DatePeriod } from '#domain/x12/party.ts';
import { dateText, numberText, periodElements } from '#domain/x12/write-parts.ts';
import type { SegmentData } from '#domain/x12/write-transaction.ts';
import type { HomeHealth278, Oxygen278, SpinalManipulation278, Transport278 } from './conditions.ts';
import type { PatientEvent278 } from './model.ts';

/** CR1 to CR6 of an event, as far as it has them. */
export function careSegments(event: PatientEvent278): SegmentData[] {
  const { transport, spinalManipulation, oxygen, homeHealth } = event;
  return [
    ...(transport === undefined ? [] : [transportSegment(transport)]),
    ...(spinalManipulation === undefined ? [] : [spinalManipulationSegment(spinalManipulation)]),
    ...(oxygen === undefined ? [] : [oxygenSegment(oxygen)]),
    ...(homeHealth === undefined ? [] : [homeHealthSegment(homeHealth)]),
  ];
}

/** `Y` or `N`, empty when absent. */
export function yesNoText(yes: boolean | undefined): string | undefined {
  return yes === undefined ? undefined : yes ? 'Y' : 'N';
}

function transportSegment(transport: Transport278): SegmentData {
  const { weightPounds, weightKilograms, miles } = transport;
  const unit = weightKilograms === undefined ? 'LB' : 'KG';
  const weight = weightKilograms ?? weightPounds;
  return [
    'CR1',
    weight === undefined ? undefined : unit,
    numberText(weight),
    transport.kind,
    transport.reasonCode,
    miles === undefined ? undefined : 'DH',
    numberText(miles),
    undefined,
    undefined,
    transport.roundTripPurpose,
    transport.stretcherPurpose,
  ];
}

function spinalManipulationSegment(treatment: SpinalManipulation278): SegmentData {
  return [
    'CR2',
    numberText(treatment.treatmentNumber),
    numberText(treatment.treatmentCount),
    treatment.subluxationFrom,
    treatment.subluxationTo,
    undefined,
    undefined,
    undefined,
    treatment.conditionCode,
    yesNoText(treatment.complication),
    treatment.description1,
    treatment.description2,
    yesNoText(treatment.xrayAvailable),
  ];
}

function oxygenSegment(oxygen: Oxygen278): SegmentData {
  const [first, second, third] = oxygen.testFindings;
  return [
    'CR5',
    undefined,
    undefined,
    oxygen.equipment,
    oxygen.equipment2,
    oxygen.reason,
    numberText(oxygen.flowRate),
    numberText(oxygen.dailyUses),
    numberText(oxygen.useHours),
    oxygen.therapistOrder,
    numberText(oxygen.arterialBloodGas),
    numberText(oxygen.saturation),
    oxygen.testCondition,
    first,
    second,
    third,
    numberText(oxygen.portableFlowRate),
    oxygen.deliverySystem,
    oxygen.equipment3,
  ];
}

function homeHealthSegment(care: HomeHealth278): SegmentData {
  const period = (dates: DatePeriod | undefined) =>
    dates === undefined ? [undefined, undefined] : periodElements(dates);
  return [
    'CR6',
    care.prognosis,
    dateText(care.startDate),
    ...period(care.certificationPeriod),
    undefined,
    undefined,
    care.medicareCoverage,
    care.certification,
    dateText(care.surgeryDate),
    care.surgery?.qualifier,
    care.surgery?.code,
    dateText(care.orderDate),
    dateText(care.lastVisitDate),
    dateText(care.physicianContactDate),
    ...period(care.lastAdmissionPeriod),
    care.patientLocation,
  ];
}
