import type { Claim, ClaimLine } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Accident, Coverage } from '#contracts/encounter.ts';
import type { ClaimId, GuarantorId, Npi, PayerId } from '#contracts/identifiers.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { ServiceLine837P } from '#domain/x12/guides/005010X222A1-837P/model-line.ts';
import type { Provider837 } from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';
import type { Demographics, EntityName, PostalAddress } from '#domain/x12/party.ts';
import { zeroCents } from '../../money/cents.ts';
import type { ScrubbedClaim, ScrubbedCoverage, ScrubbedPractice } from '../scrubbed-claim.ts';
import { placeOf837 } from './place-of-837.ts';
import { addressOf, payersOf837, practiceOf837 } from './practice-of-837.ts';

/** What the scrubber looks at when it is given a file: a claim, and the practice that it is held against. */
export interface FileClaim {
  readonly claim: ScrubbedClaim;
  readonly practice: ScrubbedPractice;
  /** What was looked at otherwise than the file has it, or not at all; a sentence each. */
  readonly notes: readonly string[];
}

const relationships: Readonly<Record<string, Coverage['relationship']>> = {
  '18': 'self',
  '01': 'spouse',
  '19': 'child',
};
const accidentKinds: Readonly<Record<string, Accident['kind']>> = { AA: 'auto', EM: 'work', OA: 'other' };
/** SBR01. Whoever pays after the third is looked at as the third is. */
const orders: Readonly<Record<string, Coverage['order']>> = {
  P: 'primary',
  U: 'primary',
  S: 'secondary',
};

/**
 * A professional claim as it stands in an 837P, in the shape that the scrubber looks at. Nothing is corrected, nothing
 * looked up and nothing made up: what is wrong in the file is wrong here, what it does not tell is not known. Without a
 * practice the claim is held against what the file itself says of its billing provider and payers.
 * @param at when it is scrubbed.
 */
export function claimOf837(model: Claim837P, at: Instant, given?: ScrubbedPractice): FileClaim {
  const known = given ?? practiceOf837(model);
  const { locationId, locations } = placeOf837(model, known);
  const { payers, payerIds } = withPayers(model, known);
  const practice = { ...known, locations, payers };
  const patient = patientOf(model);
  const billingNpi = (model.billingProvider.name.identifier?.value ?? '') as Npi;
  const day = (qualifier: string) => model.dates?.find((date) => date.qualifier === qualifier)?.from;
  const firstDays = model.lines.map(({ serviceDates }) => serviceDates.from).toSorted();
  const lastDays = model.lines.map(({ serviceDates: { from, to } }) => to ?? from).toSorted();
  // The reader refuses a claim without a line, and a line without its day.
  const serviceDateFrom = firstDays[0] ?? (at.slice(0, 10) as PlainDate);
  const coverages = coveragesOf(model, payerIds);
  const billedOrder = coverages[0]?.order ?? 'primary';
  const authorizationNumber = authorizationOf(model);
  const claim: ScrubbedClaim = {
    practiceId: practice.practiceId,
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
    coverages,
    ...(billedOrder === 'primary' ? {} : { billedOrder }),
    billingNpi,
    renderingNpi: renderingOf(model) ?? billingNpi,
    referringProvider: named(
      model.referringProviders?.find(({ role }) => role === undefined) ?? model.referringProviders?.[0],
    ),
    supervisingProvider: named(model.supervisingProvider),
    ...told({ locationId }),
    placeOfService: model.placeOfService,
    serviceDateFrom,
    serviceDateTo: lastDays.at(-1) ?? serviceDateFrom,
    ...told({ admissionDate: day('435'), onsetDate: day('431'), accident: accidentOf(model) }),
    ...(tellsTransport(model) ? { tellsTransport: true } : {}),
    diagnoses: model.diagnoses.map(({ code }) => code),
    lines: model.lines.map(lineOf),
    totalChargeCents: model.totalChargeCents,
    ...told({ authorizationNumber }),
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
  return { claim, practice, notes: notesOf(model, claim, given) };
}

function told<Values extends Readonly<Record<string, unknown>>>(
  values: Values,
): { [Name in keyof Values]?: NonNullable<Values[Name]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Values]?: NonNullable<Values[Name]>;
  };
}

function lineOf(line: ServiceLine837P): ClaimLine {
  const { drug } = line;
  return {
    lineNumber: line.lineNumber,
    lineControlNumber: line.lineControlNumber ?? String(line.lineNumber),
    code: line.code,
    modifiers: [...line.modifiers],
    // Minutes are not how often it was done.
    units: line.unit === 'MJ' ? 1 : line.units,
    chargeCents: line.chargeCents,
    diagnosisPointers: [...line.diagnosisPointers],
    serviceDate: line.serviceDates.from,
    ...told({ description: line.description }),
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

type FilePerson = NonNullable<ScrubbedCoverage['subscriber']>;

function patientOf({ subscriber, patient }: Claim837P): ScrubbedClaim['patient'] {
  const who = patient ?? subscriber;
  return {
    sourcePatientId: 'file',
    ...personOf(who.name, who.address, who.demographics),
    ...told({ deathDate: who.patientInformation?.deathDate }),
  };
}

function personOf(
  { name = '', firstName = '' }: EntityName,
  address: PostalAddress | undefined,
  demographics: Demographics | undefined,
): FilePerson {
  const { birthDate, sex } = demographics ?? {};
  return {
    lastName: name,
    firstName,
    ...told({ birthDate }),
    sex: sex === 'F' || sex === 'M' ? sex : 'U',
    address: addressOf(address ?? {}),
  };
}

function accidentOf({ relatedCauses, dates }: Claim837P): ScrubbedClaim['accident'] {
  const [cause] = relatedCauses?.codes ?? [];
  return cause === undefined
    ? undefined
    : {
        kind: accidentKinds[cause] ?? 'other',
        ...told({
          date: dates?.find(({ qualifier }) => qualifier === '439')?.from,
          state: relatedCauses?.state,
        }),
      };
}

function tellsTransport({ ambulanceTransport, lines }: Claim837P): boolean {
  return ambulanceTransport !== undefined || lines.some((line) => line.ambulanceTransport !== undefined);
}

/** Of the claim, else of its lines: a number that another payer gave is not meant. */
function authorizationOf({ priorAuthorizationNumber, lines }: Claim837P): string | undefined {
  return (
    priorAuthorizationNumber ??
    lines
      .flatMap(({ priorAuthorizations = [] }) => priorAuthorizations)
      .find(({ related }) => related === undefined)?.value
  );
}

/** Who did it: of the claim, else the one whom all its lines name. */
function renderingOf({ renderingProvider, lines }: Claim837P): Npi | undefined {
  const [first] = lines;
  const provider =
    renderingProvider ??
    (lines.every((line) => npiOf(line.renderingProvider) === npiOf(first?.renderingProvider))
      ? first?.renderingProvider
      : undefined);
  return npiOf(provider);
}

function npiOf(provider: Provider837 | undefined): Npi | undefined {
  return provider?.name.identifier?.value as Npi | undefined;
}

function named(provider: Provider837 | undefined): Claim['referringProvider'] {
  const npi = npiOf(provider);
  return provider === undefined || npi === undefined
    ? undefined
    : { npi, lastName: provider.name.name ?? '', firstName: provider.name.firstName ?? '' };
}

interface KnownPayers {
  /** Those of the practice, and those of the file that it does not have. */
  readonly payers: ScrubbedPractice['payers'];
  /** How the practice calls a payer that the file names by the number for claims. */
  readonly payerIds: ReadonlyMap<string, PayerId>;
}

function withPayers(model: Claim837P, { payers }: ScrubbedPractice): KnownPayers {
  const payerIds = new Map<string, PayerId>();
  const added = payersOf837(model).filter(({ payerId }) => {
    const own =
      payers.find((known) => known.payerId === payerId) ??
      payers.find(({ transactionIds }) => transactionIds.claims === payerId);
    const isNew = !payerIds.has(payerId);
    payerIds.set(payerId, own?.payerId ?? payerId);
    return own === undefined && isNew;
  });
  return { payers: [...payers, ...added], payerIds };
}

/** The payer that the file is for goes first. */
function coveragesOf(
  { subscriber, payer, patient, otherSubscribers = [] }: Claim837P,
  payerIds: KnownPayers['payerIds'],
): ScrubbedCoverage[] {
  const idOf = ({ identifier }: EntityName): PayerId => {
    const id = identifier?.value ?? '';
    return payerIds.get(id) ?? (id as PayerId);
  };
  return [
    {
      order: orders[subscriber.payerResponsibility] ?? 'tertiary',
      payerId: idOf(payer.name),
      memberId: subscriber.name.identifier?.value ?? '',
      relationship: patient === undefined ? 'self' : (relationships[patient.relationship] ?? 'other'),
      ...(patient === undefined
        ? {}
        : { subscriber: personOf(subscriber.name, subscriber.address, subscriber.demographics) }),
      ...told({ medicareSecondaryReason: reasonOf(subscriber.insuranceType) }),
    },
    ...otherSubscribers.map((other): ScrubbedCoverage => {
      const relationship = relationships[other.relationship] ?? 'other';
      return {
        order: orders[other.payerResponsibility] ?? 'tertiary',
        payerId: idOf(other.payer.name),
        memberId: other.subscriber.name.identifier?.value ?? '',
        relationship,
        ...(relationship === 'self'
          ? {}
          : { subscriber: personOf(other.subscriber.name, other.subscriber.address, undefined) }),
        ...told({ medicareSecondaryReason: reasonOf(other.insuranceType) }),
      };
    }),
  ];
}

function reasonOf(insuranceType: string | undefined): Coverage['medicareSecondaryReason'] {
  return insuranceType as Coverage['medicareSecondaryReason'];
}

function notesOf(model: Claim837P, claim: ScrubbedClaim, given: ScrubbedPractice | undefined): string[] {
  const notes: string[] = [];
  if (given !== undefined) {
    if (claim.billingNpi !== given.npi) {
      notes.push(
        `The file bills for NPI ${claim.billingNpi}; practice ${given.practiceId} has ${given.npi}. Is it the right practice?`,
      );
    }
    const strange = claim.coverages.filter(
      ({ payerId }) => !given.payers.some((payer) => payer.payerId === payerId),
    );
    for (const { payerId } of strange) {
      notes.push(
        `Practice ${given.practiceId} has no payer ${payerId}: the claim is held against what the file says of it.`,
      );
    }
  }
  for (const line of model.lines) {
    const where = `Line ${line.lineNumber}`;
    if (line.unit === 'MJ') {
      notes.push(`${where} bills ${line.units} minutes: looked at as done once.`);
    }
    if (line.placeOfService !== undefined && line.placeOfService !== model.placeOfService) {
      notes.push(
        `${where} has place of service ${line.placeOfService} of its own: looked at with the claim's, ${model.placeOfService}.`,
      );
    }
    const rendering = npiOf(line.renderingProvider);
    if (rendering !== undefined && rendering !== claim.renderingNpi) {
      notes.push(
        `${where} names provider ${rendering} of its own: looked at with the claim's, ${claim.renderingNpi}.`,
      );
    }
  }
  return notes;
}
