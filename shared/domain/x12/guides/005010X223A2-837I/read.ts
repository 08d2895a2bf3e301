import type { Cents } from '#contracts/cents.ts';
import { inpatientRemarkPlaces } from '#domain/x12/adjudication.ts';
import type { ClaimParties837 } from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';
import {
  attachmentsOf,
  conditionsOf,
  contractOf,
  noteFrom,
  providersOf,
  repricingOf,
  serviceFacilityOf,
} from '#domain/x12/guides/005010X222A1-837P/read-claim-parts.ts';
import { claimReader, otherSubscriberFrom } from '#domain/x12/guides/005010X222A1-837P/read-parties.ts';
import {
  type Complete,
  centsAt,
  dateFromDtp,
  datesOf,
  modelOf,
  needed,
  neededCentsAt,
  neededCodeAt,
  neededNumberAt,
  periodAt,
  present,
  referencesOf,
  remarksAt,
  textAt,
  unlessEmpty,
} from '#domain/x12/read-parts.ts';
import type { ModelReader } from '#domain/x12/model-reader.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import { centsFrom, dateFrom } from '#domain/x12/values.ts';
import type {
  Claim837I,
  Diagnosis837I,
  InpatientAdjudication837I,
  OtherSubscriber837I,
  Procedure837I,
  Transaction837I,
} from './model.ts';
import { serviceLineFrom } from './read-line.ts';
import { checkClaim837I } from './rules.ts';

const otherPayerProviders = ['2330C', '2330D', '2330E', '2330F', '2330G', '2330H', '2330I'];
const claimReferenceFields = ['F8', 'G1', '9F', 'EA'];

/**
 * The claims of one 837I transaction set, flat, in the file's order.
 * Errors: `UnusableTransaction` when something that a claim cannot be without is missing or has no meaning.
 */
export function read837I(transaction: ReadTransaction): Transaction837I {
  return modelOf(transaction, '837I');
}

/** Reads an 837I claim by claim. */
export const reader837I: ModelReader = claimReader({
  claimFrom,
  check: checkClaim837I,
  part: (value) => ({ guide: '837I', value }),
  model: (header, parts) => ({
    guide: '837I',
    value: { header, claims: parts.flatMap((part) => (part.guide === '837I' ? part.value : [])) },
  }),
});

function claimFrom(loop: LoopView, parties: Complete<ClaimParties837>): Claim837I {
  const claim = needed(loop.first('CLM'), loop, 'The claim (CLM)');
  const institutional = needed(loop.first('CL1'), loop, 'The admission and discharge codes (CL1)');
  const statement = needed(loop.first('DTP', '434'), loop, 'The statement dates (DTP*434)');
  const received = loop.first('DTP', '050');
  const share = loop.first('AMT', 'F3');
  return present<Claim837I>({
    ...parties,
    patientControlNumber: textAt(claim, 1),
    totalChargeCents: neededCentsAt(claim, 2),
    facilityType: needed(claim.component(5, 1), loop, 'The facility type (CLM05-1)'),
    frequencyCode: needed(claim.component(5, 3), loop, 'The frequency code (CLM05-3)'),
    assignmentCode: neededCodeAt(claim, 7, ['A', 'B', 'C']),
    benefitsAssignment: neededCodeAt(claim, 8, ['Y', 'N', 'W']),
    releaseOfInformation: neededCodeAt(claim, 9, ['Y', 'I']),
    delayReason: claim.text(20),
    dischargeTime: loop.first('DTP', '096')?.text(3),
    statementDates: periodAt(statement, 2),
    admission: admissionOf(loop),
    repricerReceivedDate: received === undefined ? undefined : dateFromDtp(received).from,
    admissionType: textAt(institutional, 1),
    admissionSource: institutional.text(2),
    patientStatus: textAt(institutional, 3),
    attachments: unlessEmpty(attachmentsOf(loop)),
    contract: contractOf(loop),
    estimatedPatientShareCents: share === undefined ? undefined : centsAt(share, 2),
    payerClaimControlNumber: loop.first('REF', 'F8')?.text(2),
    priorAuthorizationNumber: loop.first('REF', 'G1')?.text(2),
    referralNumber: loop.first('REF', '9F')?.text(2),
    medicalRecordNumber: loop.first('REF', 'EA')?.text(2),
    references: unlessEmpty(referencesOf(loop, ...claimReferenceFields)),
    fileInformation: unlessEmpty(loop.all('K3').map((segment) => textAt(segment, 1))),
    notes: unlessEmpty(loop.all('NTE').map(noteFrom)),
    conditions: unlessEmpty(conditionsOf(loop)),
    ...codesOf(loop),
    repricing: repricingOf(loop),
    attendingProvider: providersOf(loop, '2310A')[0],
    operatingPhysician: providersOf(loop, '2310B')[0],
    otherOperatingPhysician: providersOf(loop, '2310C')[0],
    renderingProvider: providersOf(loop, '2310D')[0],
    serviceFacility: serviceFacilityOf(loop, '2310E'),
    referringProvider: providersOf(loop, '2310F')[0],
    otherSubscribers: unlessEmpty(loop.loops('2320').map(otherFrom)),
    lines: loop.loops('2400').map(serviceLineFrom),
  });
}

function admissionOf(loop: LoopView): Claim837I['admission'] {
  const [admission] = datesOf(loop, '096', '434', '050');
  if (admission === undefined) return undefined;
  return present<NonNullable<Claim837I['admission']>>({ date: admission.from, time: admission.time });
}

type Codes = Pick<
  Claim837I,
  | 'principalDiagnosis'
  | 'admittingDiagnosis'
  | 'visitReasons'
  | 'externalCauses'
  | 'diagnosisRelatedGroup'
  | 'otherDiagnoses'
  | 'principalProcedure'
  | 'otherProcedures'
  | 'occurrenceSpans'
  | 'occurrences'
  | 'values'
  | 'conditionCodes'
  | 'treatmentCodes'
>;

/** One composite of an HI. */
interface Code {
  readonly segment: SegmentView;
  readonly list: string;
  readonly code: string;
  readonly parts: readonly string[];
}

/** Every HI, sorted by what its codes mean. */
function codesOf(loop: LoopView): Complete<Codes> {
  const codes = loop.all('HI').flatMap((segment) =>
    segment
      .elements()
      .slice(1)
      .flatMap((_, index): Code[] => {
        const parts = segment.components(index + 1);
        const [list = '', code = ''] = parts;
        return list === '' || code === '' ? [] : [{ segment, list, code, parts }];
      }),
  );
  const of = (...lists: string[]): Code[] => codes.filter((code) => lists.includes(code.list));
  const diagnoses = (list: string): Diagnosis837I[] => of(`A${list}`, list).map(diagnosisFrom);
  return {
    principalDiagnosis: needed(diagnoses('BK')[0], loop, 'The principal diagnosis (HI*ABK)'),
    admittingDiagnosis: diagnoses('BJ')[0],
    visitReasons: unlessEmpty(diagnoses('PR')),
    externalCauses: unlessEmpty(diagnoses('BN')),
    diagnosisRelatedGroup: of('DR')[0]?.code,
    otherDiagnoses: unlessEmpty(diagnoses('BF')),
    principalProcedure: of('BBR', 'BR', 'CAH').map((code) => procedureFrom(code, loop))[0],
    otherProcedures: unlessEmpty(of('BBQ', 'BQ').map((code) => procedureFrom(code, loop))),
    occurrenceSpans: unlessEmpty(
      of('BI').map(({ code, parts }) => ({
        code,
        from: needed(
          dateFrom((parts[3] ?? '').slice(0, 8)),
          loop,
          `The first day of occurrence span ${code}`,
        ),
        to: needed(dateFrom((parts[3] ?? '').slice(9)), loop, `The last day of occurrence span ${code}`),
      })),
    ),
    occurrences: unlessEmpty(
      of('BH').map(({ code, parts }) => ({
        code,
        date: needed(dateFrom(parts[3] ?? ''), loop, `The day of occurrence ${code}`),
      })),
    ),
    values: unlessEmpty(
      of('BE').map(({ code, parts }): { code: string; hundredths: Cents } => ({
        code,
        hundredths: needed(centsFrom(parts[4] ?? ''), loop, `The amount of value code ${code}`),
      })),
    ),
    conditionCodes: unlessEmpty(of('BG').map(({ code }) => code)),
    treatmentCodes: unlessEmpty(of('TC').map(({ code }) => code)),
  };
}

function diagnosisFrom({ list, code, parts }: Code): Diagnosis837I {
  const presentOnAdmission = parts[8] ?? '';
  return present<Diagnosis837I>({
    code,
    edition: list.length === 2 ? 'ICD-9-CM' : undefined,
    presentOnAdmission: presentOnAdmission === '' ? undefined : presentOnAdmission,
  });
}

function procedureFrom({ list, code, parts }: Code, loop: LoopView): Procedure837I {
  const date = parts[3] ?? '';
  return present<Procedure837I>({
    code,
    edition: list === 'CAH' ? 'CAH' : list.length === 2 ? 'ICD-9-CM' : undefined,
    date: date === '' ? undefined : needed(dateFrom(date), loop, `The day of procedure ${code}`),
  });
}

function otherFrom(loop: LoopView): OtherSubscriber837I {
  const inpatient = loop.first('MIA');
  return {
    ...otherSubscriberFrom(loop, otherPayerProviders),
    ...(inpatient === undefined ? {} : { inpatientAdjudication: inpatientFrom(inpatient) }),
  };
}

function inpatientFrom(segment: SegmentView): InpatientAdjudication837I {
  const values: Record<string, string> = {};
  for (let element = 2; element <= 24; element++) {
    const text = segment.text(element);
    if (text === undefined || inpatientRemarkPlaces.includes(element)) continue;
    values[String(element).padStart(2, '0')] = text;
  }
  return present<InpatientAdjudication837I>({
    coveredDays: neededNumberAt(segment, 1),
    ...remarksAt(segment, inpatientRemarkPlaces),
    values,
  });
}
