import type { Cents } from '#contracts/cents.ts';
import type { Adjustment } from '#domain/x12/adjudication.ts';
import type { Finding } from '#domain/x12/findings.ts';
import type { Report } from '#domain/x12/model-reader.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import { centsFrom, decimalOfCents } from '#domain/x12/values.ts';
import type { Claim837P } from './model.ts';

/**
 * Everything of an 837P claim beyond its structure that the file alone decides. Decided by the typed claim; only what is
 * wrong is looked for in the segments.
 */
export function checkClaim837P(claim: Claim837P, loop: LoopView, report: Report): void {
  const segment = loop.first('CLM');
  if (segment === undefined) return;
  checkTotal(claim, claim.lines, segment, report);
  checkFrequency(claim, segment, report);
  if (claim.relatedCauses !== undefined) checkAccident(claim, claim.relatedCauses.codes, segment, report);
  checkAdmission(claim, segment, report);
  checkDiagnoses(claim, loop, report);
  checkLines(claim, loop, report);
  checkOtherPayers(claim, loop, report);
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

/** A segment that the guide demands because of an element; it should stand right after another. */
function missing(
  trigger: SegmentView,
  element: number,
  expected: { readonly segment: string; readonly loop: string; readonly after: SegmentView },
  finding: Pick<Finding, 'code' | 'sentence'> & Partial<Finding>,
): Finding {
  return {
    snip: 4,
    severity: 'error',
    segmentErrorCode: 'I6',
    loop: expected.loop,
    segment: expected.segment,
    position: expected.after.position + 1,
    offset: expected.after.offset,
    trigger: { segment: trigger.id, position: trigger.position, loop: trigger.loopId, element },
    ...finding,
  };
}

/** CLM02 is the sum of the lines' charges: SV102 or SV203. */
export function checkTotal(
  claim: { readonly totalChargeCents: Cents },
  lines: readonly { readonly chargeCents: Cents }[],
  segment: SegmentView,
  report: Report,
): void {
  let sum = 0;
  for (const line of lines) sum += line.chargeCents;
  if (claim.totalChargeCents === sum) return;
  report(
    found(segment, 2, {
      snip: 3,
      code: 'claim-total',
      dataElement: '782',
      value: segment.text(2) ?? '',
      sentence: `CLM02 states ${text(claim.totalChargeCents)}; the charges of the lines give ${text(sum)}`,
    }),
  );
}

function expectedAfterClaim(segment: string, claim: SegmentView) {
  return { segment, loop: claim.loopId, after: claim };
}

/** A replacement or void names the claim it concerns. */
function checkFrequency(claim: Claim837P, segment: SegmentView, report: Report): void {
  const { frequencyCode, payerClaimControlNumber } = claim;
  if (!['7', '8'].includes(frequencyCode) || payerClaimControlNumber !== undefined) return;
  report(
    missing(segment, 5, expectedAfterClaim('REF', segment), {
      severity: 'warning',
      code: 'original-reference-missing',
      sentence: `The claim has frequency ${frequencyCode} and no payer claim control number (REF*F8) of the claim it concerns`,
    }),
  );
}

/** An accident has its date, an auto accident also its state or country. */
function checkAccident(
  claim: Claim837P,
  causes: readonly string[],
  segment: SegmentView,
  report: Report,
): void {
  const place = claim.relatedCauses?.state ?? claim.relatedCauses?.country;
  if (causes.includes('AA') && place === undefined) {
    report(
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
  if (
    (causes.includes('AA') || causes.includes('OA')) &&
    claim.dates?.some((date) => date.qualifier === '439') !== true
  ) {
    report(
      missing(segment, 11, expectedAfterClaim('DTP', segment), {
        code: 'accident-date-missing',
        sentence: 'The claim is related to an accident (CLM11); the accident date (DTP*439) is missing',
      }),
    );
  }
}

/** Inpatient hospital services have the admission date. */
function checkAdmission(claim: Claim837P, segment: SegmentView, report: Report): void {
  if (claim.placeOfService !== '21' || claim.dates?.some((date) => date.qualifier === '435') === true) return;
  report(
    missing(segment, 5, expectedAfterClaim('DTP', segment), {
      severity: 'warning',
      code: 'admission-date-missing',
      sentence: 'The place of service is an inpatient hospital (21); the admission date (DTP*435) is missing',
    }),
  );
}

const diagnosisShape = /^[A-Z]\d[0-9A-Z]{1,5}$/;

/**
 * SNIP 5, as far as no code set is needed: a diagnosis has the shape of ICD-10-CM, without its point, and stands once.
 * Whether there is such a code on the day of service is a question for the scrubber.
 */
function checkDiagnoses(claim: Claim837P, loop: LoopView, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { code, edition }] of claim.diagnoses.entries()) {
    const isRepeated = seen.has(code);
    seen.add(code);
    if (edition !== undefined || (!isRepeated && diagnosisShape.test(code))) continue;
    const segment = loop.first('HI');
    if (segment === undefined) return;
    report(
      found(segment, Math.min(index + 1, segment.elementCount), {
        snip: 5,
        severity: 'warning',
        code: isRepeated ? 'diagnosis-repeated' : 'diagnosis-code',
        component: 2,
        dataElement: '1271',
        value: code,
        sentence: isRepeated
          ? `The diagnosis "${code}" stands more than once in the claim`
          : `"${code}" is no ICD-10-CM code: a letter, a digit, and one to five letters or digits, without the point`,
      }),
    );
  }
}

/** Lines count up from 1: LX01 of the n-th (from 0). */
export function checkCounter(
  lineNumber: number,
  index: number,
  line: LoopView | undefined,
  report: Report,
): void {
  const counter = line?.first('LX');
  if (lineNumber === index + 1 || counter === undefined) return;
  report(
    found(counter, 1, {
      snip: 1,
      code: 'line-counter',
      value: counter.text(1) ?? '',
      sentence: `LX01 holds "${counter.text(1) ?? ''}"; lines count up from 1, so "${index + 1}" was expected`,
    }),
  );
}

/** Lines count from 1, point at diagnoses that exist, and charge nothing negative. */
function checkLines(claim: Claim837P, loop: LoopView, report: Report): void {
  const diagnoses = claim.diagnoses.length;
  for (const [index, line] of claim.lines.entries()) {
    const isFine =
      line.lineNumber === index + 1 &&
      line.chargeCents >= 0 &&
      line.diagnosisPointers.every((pointer) => pointer >= 1 && pointer <= diagnoses);
    if (isFine) continue;
    const lineLoop = loop.loops('2400')[index];
    checkCounter(line.lineNumber, index, lineLoop, report);
    const service = lineLoop?.first('SV1');
    if (service !== undefined) checkService(service, diagnoses, report);
  }
}

function checkService(service: SegmentView, diagnoses: number, report: Report): void {
  for (const [at, pointer] of service.components(7).entries()) {
    if (pointer === '' || (Number(pointer) >= 1 && Number(pointer) <= diagnoses)) continue;
    report(
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
  if ((centsFrom(service.text(2) ?? '') ?? 0) >= 0) return;
  report(
    found(service, 2, {
      snip: 4,
      code: 'negative-charge',
      dataElement: '782',
      value: service.text(2) ?? '',
      sentence: `SV102 holds "${service.text(2) ?? ''}"; a charge is not negative`,
    }),
  );
}

/** For each other payer, paid and adjusted amounts explain the charge of each line and of the claim. */
function checkOtherPayers(claim: Claim837P, loop: LoopView, report: Report): void {
  for (const [index, line] of claim.lines.entries()) {
    for (const [at, adjudication] of (line.adjudications ?? []).entries()) {
      const { paidCents, payerId, bundledLineNumber, adjustments } = adjudication;
      const adjusted = sumOf(adjustments);
      const service = loop.loops('2400')[index]?.loops('2430')[at]?.first('SVD');
      if (service === undefined || bundledLineNumber !== undefined) continue;
      if (paidCents + adjusted === line.chargeCents) continue;
      report(
        found(service, 2, {
          snip: 3,
          severity: 'warning',
          code: 'line-coordination',
          dataElement: '782',
          value: service.text(2) ?? '',
          sentence: `Payer ${payerId} paid ${text(paidCents)} and adjusted ${text(adjusted)} of the line; its charge is ${text(line.chargeCents)}`,
        }),
      );
    }
  }
  for (const [index, other] of (claim.otherSubscribers ?? []).entries()) {
    const payer = other.payer.name.identifier?.value;
    const segment = loop.loops('2320')[index]?.first('AMT', 'D');
    if (segment === undefined || other.paidCents === undefined) continue;
    const adjusted = claim.lines
      .flatMap((line) => line.adjudications ?? [])
      .filter((adjudication) => adjudication.payerId === payer)
      .reduce((sum, adjudication) => sum + sumOf(adjudication.adjustments), sumOf(other.adjustments));
    if (other.paidCents + adjusted === claim.totalChargeCents) continue;
    report(
      found(segment, 2, {
        snip: 3,
        severity: 'warning',
        code: 'claim-coordination',
        dataElement: '782',
        value: segment.text(2) ?? '',
        sentence: `Payer ${payer ?? ''} paid ${text(other.paidCents)} and adjusted ${text(adjusted)} of the claim; its charge is ${text(claim.totalChargeCents)}`,
      }),
    );
  }
}

function sumOf(adjustments: readonly Adjustment[] | undefined): number {
  return (adjustments ?? []).reduce((sum, adjustment) => sum + adjustment.amountCents, 0);
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
  const after = name.first('NM1');
  if (!isPatient || after === undefined) return findings;
  for (const [id, what] of [
    ['N3', 'street address'],
    ['N4', 'city, state and ZIP code'],
    ['DMG', 'birth date and sex'],
  ] as const) {
    if (name.first(id) !== undefined) continue;
    findings.push(
      missing(
        segment,
        2,
        { segment: id, loop: name.id, after },
        {
          code: 'subscriber-as-patient',
          sentence: `The subscriber is the patient (SBR02 18); the ${what} (${id}) is missing in loop 2010BA`,
        },
      ),
    );
  }
  return findings;
}
