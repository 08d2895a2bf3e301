import type { Claim } from '#contracts/claim.ts';
import type { Coverage, Person } from '#contracts/encounter.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { Provider837, Subscriber837 } from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';
import type { OtherSubscriber837 } from '#domain/x12/guides/005010X222A1-837P/model-other-payers.ts';
import type { Demographics, EntityName } from '#domain/x12/party.ts';
import { payerOf, primaryCoverage } from '../eligibility/primary-coverage.ts';
import { personNameOf, postalAddressOf } from '../identity/person-name.ts';
import { circumstancesOf, laboratoryOf, otherPlaceAndPeople } from './circumstances.ts';
import { NothingToSubmit, planSubmission, type SubmissionPlan } from './next-submission.ts';

const relationshipCodes: Readonly<Record<Exclude<Coverage['relationship'], 'self'>, string>> = {
  spouse: '01',
  child: '19',
  other: 'G8',
};

const responsibilityCodes: Readonly<Record<Coverage['order'], string>> = {
  primary: 'P',
  secondary: 'S',
  tertiary: 'T',
};

/**
 * The claim as one professional claim of the 837P (005010X222A1) for its primary payer. Further coverages are named,
 * so that the payer knows of them; what another payer has paid is not yet told.
 * @param plan which submission it is; see {@link planSubmission}, whose answer is the default.
 * @throws NothingToSubmit when the claim has no coverage.
 */
export function buildClaim837P(
  claim: Claim,
  practice: Practice,
  plan: SubmissionPlan = planSubmission(claim, practice),
): Claim837P {
  const coverage = primaryCoverage(claim);
  if (coverage === undefined) {
    throw new NothingToSubmit(`Claim ${claim.claimId} has no coverage; its balance is the patient's`);
  }
  const { payer } = plan;
  const others = claim.coverages.filter(({ order }) => order !== 'primary');
  return {
    submitter: {
      name: {
        entityType: 'organization',
        name: practice.name,
        identifier: { qualifier: '46', value: practice.submitterId },
      },
      contacts: [
        {
          functionCode: 'IC',
          name: practice.billingContact,
          numbers: [{ qualifier: 'TE', value: practice.phone }],
        },
      ],
    },
    receiver: {
      entityType: 'organization',
      name: practice.clearinghouse.name,
      identifier: { qualifier: '46', value: practice.clearinghouse.receiverId },
    },
    billingProvider: {
      name: {
        entityType: 'organization',
        name: practice.name,
        identifier: { qualifier: 'XX', value: claim.billingNpi },
      },
      address: postalAddressOf(practice),
      taxId: { qualifier: 'EI', value: practice.taxId },
      taxonomy: practice.taxonomy,
    },
    subscriber: subscriberOf(claim, coverage, payer),
    payer: { name: payerName(payer) },
    ...patientOf(claim, coverage),
    patientControlNumber: plan.patientControlNumber,
    totalChargeCents: claim.totalChargeCents,
    placeOfService: claim.placeOfService,
    frequencyCode: plan.frequency,
    providerSignatureOnFile: claim.signatureOnFile,
    assignmentCode: 'A',
    benefitsAssignment: claim.assignmentOfBenefits ? 'Y' : 'N',
    releaseOfInformation: claim.releaseOfInformation ? 'Y' : 'I',
    ...(plan.payerClaimControlNumber === undefined
      ? {}
      : { payerClaimControlNumber: plan.payerClaimControlNumber }),
    ...(claim.authorizationNumber === undefined
      ? {}
      : { priorAuthorizationNumber: claim.authorizationNumber }),
    diagnoses: claim.diagnoses.map((code) => ({ code: code.replace('.', '') })),
    ...(claim.referringProvider === undefined
      ? {}
      : {
          referringProviders: [
            {
              name: {
                ...personNameOf(claim.referringProvider),
                identifier: npi(claim.referringProvider.npi),
              },
            },
          ],
        }),
    ...(claim.renderingNpi === claim.billingNpi
      ? {}
      : { renderingProvider: renderingProviderOf(claim, practice) }),
    ...(others.length === 0
      ? {}
      : {
          otherSubscribers: others.map((other) => otherSubscriberOf(claim, other, payerOf(other, practice))),
        }),
    ...circumstancesOf(claim),
    ...laboratoryOf(claim, practice),
    ...otherPlaceAndPeople(claim, practice),
    lines: claim.lines.map((line) => ({
      lineNumber: line.lineNumber,
      code: line.code,
      modifiers: line.modifiers,
      ...(line.description === undefined ? {} : { description: line.description }),
      chargeCents: line.chargeCents,
      units: line.units,
      diagnosisPointers: line.diagnosisPointers,
      serviceDates: { from: line.serviceDate },
      lineControlNumber: line.lineControlNumber,
      ...(line.drug === undefined
        ? {}
        : { drug: { code: line.drug.ndc, quantity: line.drug.quantity, unit: line.drug.unit } }),
    })),
  };
}

function npi(value: string): { readonly qualifier: string; readonly value: string } {
  return { qualifier: 'XX', value };
}

function payerName(payer: Payer): EntityName {
  return {
    entityType: 'organization',
    name: payer.name,
    identifier: { qualifier: 'PI', value: payer.payerId },
  };
}

function memberName(coverage: Coverage, person: Person): EntityName {
  return { ...personNameOf(person), identifier: { qualifier: 'MI', value: coverage.memberId } };
}

function demographicsOf({ birthDate, sex }: Person): Demographics {
  return { birthDate, sex };
}

function subscriberOf(claim: Claim, coverage: Coverage, payer: Payer): Subscriber837 {
  const isPatient = coverage.relationship === 'self';
  const person = coverage.subscriber ?? claim.patient;
  const { deathDate } = claim.patient;
  return {
    payerResponsibility: responsibilityCodes[coverage.order],
    ...(isPatient ? { relationship: '18' as const } : {}),
    ...(coverage.groupNumber === undefined ? {} : { groupNumber: coverage.groupNumber }),
    claimFilingIndicator: payer.claimFilingIndicator,
    ...(isPatient && deathDate !== undefined ? { patientInformation: { deathDate } } : {}),
    name: memberName(coverage, person),
    address: postalAddressOf(person),
    demographics: demographicsOf(person),
  };
}

function patientOf(claim: Claim, { relationship }: Coverage): Pick<Claim837P, 'patient'> {
  const { patient } = claim;
  return relationship === 'self'
    ? {}
    : {
        patient: {
          relationship: relationshipCodes[relationship],
          ...(patient.deathDate === undefined
            ? {}
            : { patientInformation: { deathDate: patient.deathDate } }),
          name: personNameOf(patient),
          address: postalAddressOf(patient),
          demographics: demographicsOf(patient),
        },
      };
}

function renderingProviderOf(claim: Claim, practice: Practice): Provider837 {
  const provider = practice.providers.find(({ npi: known }) => known === claim.renderingNpi);
  return provider === undefined
    ? { name: { entityType: 'person', identifier: npi(claim.renderingNpi) } }
    : {
        name: { ...personNameOf(provider), identifier: npi(provider.npi) },
        taxonomy: provider.taxonomy,
      };
}

function otherSubscriberOf(claim: Claim, coverage: Coverage, payer: Payer): OtherSubscriber837 {
  const person = coverage.subscriber ?? claim.patient;
  return {
    payerResponsibility: responsibilityCodes[coverage.order],
    relationship: coverage.relationship === 'self' ? '18' : relationshipCodes[coverage.relationship],
    ...(coverage.groupNumber === undefined ? {} : { groupNumber: coverage.groupNumber }),
    claimFilingIndicator: payer.claimFilingIndicator,
    ...(coverage.medicareSecondaryReason === undefined
      ? {}
      : { insuranceType: coverage.medicareSecondaryReason }),
    benefitsAssignment: claim.assignmentOfBenefits ? 'Y' : 'N',
    releaseOfInformation: claim.releaseOfInformation ? 'Y' : 'I',
    subscriber: { name: memberName(coverage, person), address: postalAddressOf(person) },
    payer: { name: payerName(payer) },
  };
}
