import type { Cents } from '#contracts/cents.ts';
import type { Finding } from '#domain/x12/findings.ts';
import type { Report } from '#domain/x12/model-reader.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import { centsFrom, decimalOfCents } from '#domain/x12/values.ts';
import type { Claim837P } from './model.ts';

/** Everything of an 837P claim beyond its structure that the file alone decides. */
export function checkClaim837P(_claim: Claim837P, loop: LoopView, report: Report): void {
  const segment = loop.first('CLM');
  if (segment === undefined) return;
  for (const finding of [
    ...checkTotal(loop, segment, 'SV1', 2),
    ...checkFrequency(loop, segment),
    ...checkAccident(loop, segment),
    ...checkAdmission(loop, segment),
    ...checkLines(loop),
    ...checkOtherPayers(loop, segment),
  ]) {
    report(finding);
  }
}

function found(
  segment: SegmentView,
  element: number,
  finding: Pick<Finding, 'snip' | 'code' | 'sentence'> & Partial<Finding>,
): Finding {
  return {
    severity: 'error',
    segmentErrorCode: '8',
    elementErrorCode: 'I12',
    loop: segment.loopId,
    segment: segment.id,
    position: segment.position,
    offset: segment.offset,
    element,
    ...finding,
  };
}

/** CLM02 is the sum of the lines' charges: SV102 or SV203. */
export function checkTotal(
  claim: LoopView,
  segment: SegmentView,
  service: 'SV1' | 'SV2',
  element: number,
): Finding[] {
  const stated = centsFrom(segment.text(2) ?? '');
  let sum = 0;
  for (const line of claim.loops('2400')) {
    sum += centsFrom(line.first(service)?.text(element) ?? '') ?? 0;
  }
  if (stated === undefined || stated === sum) return [];
  return [
    found(segment, 2, {
      snip: 3,
      code: 'claim-total',
      dataElement: '782',
      value: segment.text(2) ?? '',
      sentence: `CLM02 states ${decimalOfCents(stated)}; the charges of the lines give ${decimalOfCents(sum as Cents)}`,
    }),
  ];
}

/** A replacement or void names the claim it concerns. */
function checkFrequency(claim: LoopView, segment: SegmentView): Finding[] {
  const frequency = segment.component(5, 3) ?? '';
  if (!['7', '8'].includes(frequency) || claim.first('REF', 'F8') !== undefined) return [];
  return [
    found(segment, 5, {
      snip: 4,
      severity: 'warning',
      code: 'original-reference-missing',
      segmentErrorCode: 'I6',
      component: 3,
      value: frequency,
      sentence: `The claim has frequency ${frequency} and no payer claim control number (REF*F8) of the claim it concerns`,
    }),
  ];
}

/** An accident has its date, an auto accident also its state or country. */
function checkAccident(claim: LoopView, segment: SegmentView): Finding[] {
  const causes = new Set([1, 2, 3].map((component) => segment.component(11, component)));
  const findings: Finding[] = [];
  if (causes.has('AA') && segment.component(11, 4) === undefined && segment.component(11, 5) === undefined) {
    findings.push(
      found(segment, 11, {
        snip: 4,
        code: 'accident-state-missing',
        elementErrorCode: 'I9',
        component: 4,
        sentence:
          'The claim is related to an auto accident (CLM11 AA); the state or country where it happened is missing',
      }),
    );
  }
  if ((causes.has('AA') || causes.has('OA')) && claim.first('DTP', '439') === undefined) {
    findings.push(
      found(segment, 11, {
        snip: 4,
        code: 'accident-date-missing',
        segmentErrorCode: 'I6',
        sentence: 'The claim is related to an accident (CLM11); the accident date (DTP*439) is missing',
      }),
    );
  }
  return findings;
}

/** Inpatient hospital services have the admission date. */
function checkAdmission(claim: LoopView, segment: SegmentView): Finding[] {
  if (segment.component(5, 1) !== '21' || claim.first('DTP', '435') !== undefined) return [];
  return [
    found(segment, 5, {
      snip: 4,
      severity: 'warning',
      code: 'admission-date-missing',
      segmentErrorCode: 'I6',
      component: 1,
      value: '21',
      sentence: 'The place of service is an inpatient hospital (21); the admission date (DTP*435) is missing',
    }),
  ];
}

/** Lines count up from 1. */
export function checkCounter(line: LoopView, index: number): Finding[] {
  const counter = line.first('LX');
  if (counter === undefined || counter.text(1) === String(index + 1)) return [];
  return [
    found(counter, 1, {
      snip: 1,
      code: 'line-counter',
      value: counter.text(1) ?? '',
      sentence: `LX01 holds "${counter.text(1) ?? ''}"; lines count up from 1, so "${index + 1}" was expected`,
    }),
  ];
}

/** Lines count from 1, point at diagnoses that exist, and charge nothing negative. */
function checkLines(claim: LoopView): Finding[] {
  const diagnoses = claim
    .all('HI')
    .flatMap((segment) => segment.elements().slice(1))
    .filter((composite) => /^A?B[KF]/.test(composite)).length;
  return claim.loops('2400').flatMap((line, index) => {
    const findings: Finding[] = [];
    findings.push(...checkCounter(line, index));
    const service = line.first('SV1');
    if (service === undefined) return findings;
    for (const [at, pointer] of service.components(7).entries()) {
      if (pointer === '' || (Number(pointer) >= 1 && Number(pointer) <= diagnoses)) continue;
      findings.push(
        found(service, 7, {
          snip: 4,
          code: 'diagnosis-pointer',
          dataElement: '1328',
          component: at + 1,
          value: pointer,
          sentence: `The line points at diagnosis ${pointer}; the claim has ${diagnoses}`,
        }),
      );
    }
    if ((centsFrom(service.text(2) ?? '') ?? 0) < 0) {
      findings.push(
        found(service, 2, {
          snip: 4,
          code: 'negative-charge',
          dataElement: '782',
          value: service.text(2) ?? '',
          sentence: `SV102 holds "${service.text(2) ?? ''}"; a charge is not negative`,
        }),
      );
    }
    return findings;
  });
}

/** For each other payer, paid and adjusted amounts explain the charge of each line and of the claim. */
function checkOtherPayers(claim: LoopView, segment: SegmentView): Finding[] {
  const findings: Finding[] = [];
  const charge = centsFrom(segment.text(2) ?? '');
  for (const line of claim.loops('2400')) {
    const lineCharge = centsFrom(line.first('SV1')?.text(2) ?? '');
    for (const adjudication of line.loops('2430')) {
      const service = adjudication.first('SVD');
      const paid = centsFrom(service?.text(2) ?? '');
      if (service === undefined || paid === undefined || lineCharge === undefined) continue;
      const adjusted = adjustedIn(adjudication);
      if (service.text(6) !== undefined || paid + adjusted === lineCharge) continue;
      findings.push(
        found(service, 2, {
          snip: 3,
          severity: 'warning',
          code: 'line-coordination',
          dataElement: '782',
          value: service.text(2) ?? '',
          sentence: `Payer ${service.text(1) ?? ''} paid ${text(paid)} and adjusted ${text(adjusted)} of the line; its charge is ${text(lineCharge)}`,
        }),
      );
    }
  }
  for (const other of claim.loops('2320')) {
    const paidSegment = other.first('AMT', 'D');
    const paid = centsFrom(paidSegment?.text(2) ?? '');
    const payer = other.loop('2330B')?.first('NM1')?.text(9);
    if (paidSegment === undefined || paid === undefined || charge === undefined) continue;
    const lines = claim
      .loops('2400')
      .flatMap((line) => line.loops('2430'))
      .filter((adjudication) => adjudication.first('SVD')?.text(1) === payer);
    const adjusted = lines.reduce((sum, line) => sum + adjustedIn(line), adjustedIn(other));
    if (paid + adjusted === charge) continue;
    findings.push(
      found(paidSegment, 2, {
        snip: 3,
        severity: 'warning',
        code: 'claim-coordination',
        dataElement: '782',
        value: paidSegment.text(2) ?? '',
        sentence: `Payer ${payer ?? ''} paid ${text(paid)} and adjusted ${text(adjusted)} of the claim; its charge is ${text(charge)}`,
      }),
    );
  }
  return findings;
}

function adjustedIn(loop: LoopView): number {
  let sum = 0;
  for (const segment of loop.all('CAS')) {
    for (let element = 3; element <= segment.elementCount; element += 3) {
      sum += centsFrom(segment.text(element) ?? '') ?? 0;
    }
  }
  return sum;
}

function text(cents: number): string {
  return decimalOfCents(cents as Cents);
}

/** HL04 tells whether a level below follows; a subscriber who is the patient has birth date, sex and address. */
export function checkSubscriberLevel(
  subscriber: LoopView,
  occurrences: (loopId: string) => number,
  report: Report,
): void {
  const level = subscriber.first('HL');
  const patients = occurrences('2000C');
  if (level !== undefined && level.holds(4, '1') !== patients > 0) {
    report(
      found(level, 4, {
        snip: 1,
        code: 'hierarchy',
        dataElement: '736',
        value: level.text(4) ?? '',
        sentence: `HL04 of the subscriber holds "${level.text(4) ?? ''}"; ${patients} patient levels follow`,
      }),
    );
  }
  for (const finding of checkSubscriberAsPatient(subscriber, occurrences('2300'))) report(finding);
}

function checkSubscriberAsPatient(subscriber: LoopView, own: number): Finding[] {
  const segment = subscriber.first('SBR');
  const name = subscriber.loop('2010BA');
  if (segment === undefined || name === undefined) return [];
  const isPatient = segment.text(2) === '18';
  const findings: Finding[] = [];
  if (!isPatient && own > 0) {
    findings.push(
      found(segment, 2, {
        snip: 4,
        code: 'relationship',
        elementErrorCode: 'I9',
        dataElement: '1069',
        sentence: 'Claims stand below the subscriber, who is then the patient; SBR02 must be 18',
      }),
    );
  }
  for (const [id, what] of [
    ['N3', 'street address'],
    ['N4', 'city, state and ZIP code'],
    ['DMG', 'birth date and sex'],
  ] as const) {
    if (!isPatient || name.first(id) !== undefined) continue;
    findings.push(
      found(segment, 2, {
        snip: 4,
        code: 'subscriber-as-patient',
        segmentErrorCode: 'I6',
        sentence: `The subscriber is the patient (SBR02 18); the ${what} (${id}) is missing in loop 2010BA`,
      }),
    );
  }
  return findings;
}
