import type { Claim, ClaimLine } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Coverage, Patient, Person } from '#contracts/encounter.ts';
import type { ClaimId, GuarantorId, Npi, PayerId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { Provider837 } from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';
import type { Demographics, EntityName, PostalAddress } from '#domain/x12/party.ts';
import { zeroCents } from '../../money/cents.ts';
import { facilityOfFile, practiceOf837 } from './practice-of-837.ts';

/** What the scrubber looks at when it is given a file: a claim, and the practice that it is held against. */
export interface FileClaim {
  readonly claim: Claim;
  readonly practice: Practice;
}

const relationships: Readonly<Record<string, Coverage['relationship']>> = {
  '01': 'spouse',
  '19': 'child',
};
const accidentKinds: Readonly<Record<string, NonNullable<Claim['accident']>['kind']>> = {
  AA: 'auto',
  EM: 'work',
  OA: 'other',
};

/**
 * A professional claim as it stands in an 837P, in the shape that the scrubber looks at. Nothing is corrected and
 * nothing looked up: what is wrong in the file is wrong here. Without a practice the claim is held against what the
 * file itself says of its billing provider and payers.
 * @param at when it is scrubbed.
 */
export function claimOf837(model: Claim837P, at: Instant, practice?: Practice): FileClaim {
  const own = practice ?? practiceOf837(model);
  const days = model.lines.map(({ serviceDates }) => serviceDates.from).toSorted();
  const lastDays = model.lines.map(({ serviceDates: { from, to } }) => to ?? from).toSorted();
  const serviceDateFrom = days[0] ?? (at.slice(0, 10) as PlainDate);
  const patient = patientOf(model, serviceDateFrom);
  const billingNpi = (model.billingProvider.name.identifier?.value ?? '') as Npi;
  const day = (qualifier: string) => model.dates?.find((date) => date.qualifier === qualifier)?.from;
  const [cause] = model.relatedCauses?.codes ?? [];
  const accidentDate = day('439');
  const claim: Claim = {
    practiceId: own.practiceId,
    claimId: model.patientControlNumber as ClaimId,
    state: 'ready-to-scrub',
    version: 1,
    leg: 1,
    waitSequence: 1,
    deadlineSeconds: 0,
    receivedAt: at,
    updatedAt: at,
    source: {
      sourceSystem: 'file',
      encounterId: model.patientControlNumber,
      version: 1,
      contentHash: '',
      uploadId: '',
      recordNumber: 1,
    },
    patient,
    guarantorId: '' as GuarantorId,
    guarantor: {
      sourceGuarantorId: patient.sourcePatientId,
      lastName: patient.lastName,
      firstName: patient.firstName,
      address: patient.address,
    },
    coverages: coveragesOf(model),
    billingNpi,
    renderingNpi: (model.renderingProvider?.name.identifier?.value ?? billingNpi) as Npi,
    referringProvider: named(model.referringProviders?.[0]),
    supervisingProvider: named(model.supervisingProvider),
    ...(model.serviceFacility === undefined ? {} : { locationId: facilityOfFile }),
    placeOfService: model.placeOfService,
    serviceDateFrom,
    serviceDateTo: lastDays.at(-1) ?? serviceDateFrom,
    ...given({ admissionDate: day('435'), onsetDate: day('431') }),
    ...(cause === undefined
      ? {}
      : {
          accident: {
            kind: accidentKinds[cause] ?? 'other',
            date: accidentDate ?? serviceDateFrom,
            ...given({ state: model.relatedCauses?.state }),
          },
        }),
    diagnoses: model.diagnoses.map(({ code }) => code),
    lines: model.lines.map((line) => lineOf(line, serviceDateFrom)),
    totalChargeCents: model.totalChargeCents,
    ...given({ authorizationNumber: model.priorAuthorizationNumber }),
    signatureOnFile: model.providerSignatureOnFile,
    assignmentOfBenefits: model.benefitsAssignment === 'Y',
    releaseOfInformation: model.releaseOfInformation === 'Y',
    eligibility: [],
    submissions: [],
    adjudications: [],
    rounds: {},
    postedChargeCents: zeroCents,
    handedToPatientCents: zeroCents,
    summary: 'Read from a file.',
  };
  return { claim, practice: own };
}

function given<Values extends Readonly<Record<string, unknown>>>(
  values: Values,
): { [Name in keyof Values]?: NonNullable<Values[Name]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Values]?: NonNullable<Values[Name]>;
  };
}

function lineOf(line: Claim837P['lines'][number], serviceDate: PlainDate): ClaimLine {
  const { drug } = line;
  return {
    lineNumber: line.lineNumber,
    lineControlNumber: line.lineControlNumber ?? String(line.lineNumber),
    code: line.code,
    modifiers: [...line.modifiers],
    units: line.units,
    chargeCents: line.chargeCents,
    diagnosisPointers: [...line.diagnosisPointers],
    serviceDate: line.serviceDates.from ?? serviceDate,
    ...given({ description: line.description }),
    ...(drug === undefined
      ? {}
      : {
          drug: {
            ndc: drug.code,
            quantity: drug.quantity,
            unit: drug.unit as NonNullable<ClaimLine['drug']>['unit'],
          },
        }),
  };
}

function patientOf({ subscriber, patient }: Claim837P, serviceDate: PlainDate): Patient {
  const who = patient ?? subscriber;
  return { sourcePatientId: 'file', ...personOf(who.name, who.address, who.demographics, serviceDate) };
}

function personOf(
  { name = '', firstName = '' }: EntityName,
  address: PostalAddress | undefined,
  demographics: Demographics | undefined,
  serviceDate: PlainDate,
): Person {
  const { line1 = '', city = '', state = '', zip = '' } = address ?? {};
  return {
    lastName: name,
    firstName,
    birthDate: demographics?.birthDate ?? serviceDate,
    sex: demographics?.sex === 'F' || demographics?.sex === 'M' ? demographics.sex : 'U',
    address: { line1, city, state, zip },
  };
}

/** The payer that the file is for goes first, whatever its place in the order of payers: it is the one that is billed. */
function coveragesOf({ subscriber, payer, patient, otherSubscribers = [] }: Claim837P): Coverage[] {
  const orders = ['secondary', 'tertiary'] as const;
  return [
    {
      order: 'primary',
      payerId: (payer.name.identifier?.value ?? '') as PayerId,
      memberId: subscriber.name.identifier?.value ?? '',
      relationship: patient === undefined ? 'self' : (relationships[patient.relationship] ?? 'other'),
      ...(patient === undefined
        ? {}
        : {
            subscriber: personOf(
              subscriber.name,
              subscriber.address,
              subscriber.demographics,
              '1900-01-01' as PlainDate,
            ),
          }),
    },
    ...otherSubscribers.slice(0, orders.length).map((other, index): Coverage => ({
      order: orders[index] ?? 'tertiary',
      payerId: (other.payer.name.identifier?.value ?? '') as PayerId,
      memberId: other.subscriber.name.identifier?.value ?? '',
      relationship: other.relationship === '18' ? 'self' : (relationships[other.relationship] ?? 'other'),
      ...given({ medicareSecondaryReason: other.insuranceType as Coverage['medicareSecondaryReason'] }),
    })),
  ];
}

function named(provider: Provider837 | undefined): Claim['referringProvider'] {
  const npi = provider?.name.identifier?.value;
  return provider === undefined || npi === undefined
    ? undefined
    : { npi: npi as Npi, lastName: provider.name.name ?? '', firstName: provider.name.firstName ?? '' };
}
