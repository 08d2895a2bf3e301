import {
  codeAt,
  dateAt,
  neededDateAt,
  numberAt,
  periodAt,
  present,
  qualifiedId,
  textAt,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type { HomeHealth278, Oxygen278, SpinalManipulation278, Transport278 } from './conditions.ts';

/** CR1 to CR6 of an event; each is absent when the event has none. */
export function careOf(event: LoopView): {
  transport: Transport278 | undefined;
  spinalManipulation: SpinalManipulation278 | undefined;
  oxygen: Oxygen278 | undefined;
  homeHealth: HomeHealth278 | undefined;
} {
  const read = <T>(id: string, from: (segment: SegmentView) => T): T | undefined => {
    const segment = event.first(id);
    return segment === undefined ? undefined : from(segment);
  };
  return {
    transport: read('CR1', transportFrom),
    spinalManipulation: read('CR2', spinalManipulationFrom),
    oxygen: read('CR5', oxygenFrom),
    homeHealth: read('CR6', homeHealthFrom),
  };
}

/** `Y` or `N`; undefined when empty. */
export function yesNoAt(segment: SegmentView, element: number): boolean | undefined {
  const code = codeAt(segment, element, ['Y', 'N']);
  return code === undefined ? undefined : code === 'Y';
}

function transportFrom(segment: SegmentView): Transport278 {
  const inKilograms = segment.holds(1, 'KG');
  const weight = numberAt(segment, 2);
  return present<Transport278>({
    weightPounds: inKilograms ? undefined : weight,
    weightKilograms: inKilograms ? weight : undefined,
    kind: segment.text(3),
    reasonCode: segment.text(4),
    miles: numberAt(segment, 6),
    roundTripPurpose: segment.text(9),
    stretcherPurpose: segment.text(10),
  });
}

function spinalManipulationFrom(segment: SegmentView): SpinalManipulation278 {
  return present<SpinalManipulation278>({
    treatmentNumber: numberAt(segment, 1),
    treatmentCount: numberAt(segment, 2),
    subluxationFrom: segment.text(3),
    subluxationTo: segment.text(4),
    conditionCode: segment.text(8),
    complication: yesNoAt(segment, 9),
    description1: segment.text(10),
    description2: segment.text(11),
    xrayAvailable: yesNoAt(segment, 12),
  });
}

function oxygenFrom(segment: SegmentView): Oxygen278 {
  return present<Oxygen278>({
    equipment: segment.text(3),
    equipment2: segment.text(4),
    equipment3: segment.text(18),
    reason: segment.text(5),
    flowRate: numberAt(segment, 6),
    dailyUses: numberAt(segment, 7),
    useHours: numberAt(segment, 8),
    therapistOrder: segment.text(9),
    arterialBloodGas: numberAt(segment, 10),
    saturation: numberAt(segment, 11),
    testCondition: segment.text(12),
    testFindings: [13, 14, 15].flatMap((element) => segment.text(element) ?? []),
    portableFlowRate: numberAt(segment, 16),
    deliverySystem: segment.text(17),
  });
}

function homeHealthFrom(segment: SegmentView): HomeHealth278 {
  const period = (format: number) =>
    segment.text(format) === undefined ? undefined : periodAt(segment, format);
  const surgery = qualifiedId(segment, 10);
  return present<HomeHealth278>({
    prognosis: textAt(segment, 1),
    startDate: neededDateAt(segment, 2),
    certificationPeriod: period(3),
    medicareCoverage: textAt(segment, 7),
    certification: textAt(segment, 8),
    surgeryDate: dateAt(segment, 9),
    surgery: surgery === undefined ? undefined : { qualifier: surgery.qualifier, code: surgery.value },
    orderDate: dateAt(segment, 12),
    lastVisitDate: dateAt(segment, 13),
    physicianContactDate: dateAt(segment, 14),
    lastAdmissionPeriod: period(15),
    patientLocation: segment.text(17),
  });
}
