import type * as z from 'zod';
import { describeFound } from '../../mask-value.ts';
import { addWrong, type FhirReading } from './fhir-reading.ts';
import { AppointmentShape, readAppointment } from './read-appointment.ts';
import { ChargeItemShape, readChargeItem } from './read-charge.ts';
import { ClaimShape, readClaim } from './read-claim.ts';
import { ClinicalShape, ConditionShape, readClinical, readCondition } from './read-clinical.ts';
import { AccountShape, CoverageShape, readAccount, readCoverage } from './read-coverage.ts';
import {
  LocationShape,
  OrganizationShape,
  PractitionerRoleShape,
  PractitionerShape,
  readLocation,
  readOrganization,
  readPractitioner,
  readPractitionerRole,
} from './read-directory.ts';
import {
  CompositionShape,
  DocumentReferenceShape,
  readComposition,
  readDocumentReference,
} from './read-document.ts';
import { EncounterShape, readEncounter } from './read-encounter.ts';
import { PatientShape, readPatient, readRelatedPerson, RelatedPersonShape } from './read-person.ts';

type ReadResource = (json: unknown, reading: FhirReading) => void;

/** Parses the resource and reads it; what has not the shape that FHIR gives it is noted as wrong. */
function reader<Shape extends z.ZodType>(
  shape: Shape,
  read: (resource: z.infer<Shape>, reading: FhirReading) => void,
): ReadResource {
  return (json, reading) => {
    const parsed = shape.safeParse(json);
    if (parsed.success) {
      read(parsed.data, reading);
      return;
    }
    for (const issue of parsed.error.issues) {
      addIssue(reading, issue, json);
    }
  };
}

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function addIssue(reading: FhirReading, issue: z.core.$ZodIssue, json: unknown): void {
  const value = valueAt(json, issue.path);
  const expected = issue.code === 'invalid_type' ? (words[issue.expected] ?? issue.expected) : issue.message;
  addWrong(reading, pathText(issue.path), {
    code: value === undefined ? 'field-missing' : 'field-invalid',
    found: describeFound(issue.path, value),
    expected,
    howToFix: 'Export the resource as FHIR R4 has it.',
  });
}

/** As FHIR counts, from 0. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value;
}

/** Resources from which something is taken. */
export const resourceReaders: ReadonlyMap<string, ReadResource> = new Map([
  ['Account', reader(AccountShape, readAccount)],
  ['Appointment', reader(AppointmentShape, readAppointment)],
  ['ChargeItem', reader(ChargeItemShape, readChargeItem)],
  ['Claim', reader(ClaimShape, readClaim)],
  ['Composition', reader(CompositionShape, readComposition)],
  ['Condition', reader(ConditionShape, readCondition)],
  ['Coverage', reader(CoverageShape, readCoverage)],
  ['DocumentReference', reader(DocumentReferenceShape, readDocumentReference)],
  ['Encounter', reader(EncounterShape, readEncounter)],
  ['Immunization', reader(ClinicalShape, readClinical)],
  ['Location', reader(LocationShape, readLocation)],
  ['MedicationAdministration', reader(ClinicalShape, readClinical)],
  ['Organization', reader(OrganizationShape, readOrganization)],
  ['Patient', reader(PatientShape, readPatient)],
  ['Practitioner', reader(PractitionerShape, readPractitioner)],
  ['PractitionerRole', reader(PractitionerRoleShape, readPractitionerRole)],
  ['Procedure', reader(ClinicalShape, readClinical)],
  ['RelatedPerson', reader(RelatedPersonShape, readRelatedPerson)],
]);

/** Those that may stand in another resource and be pointed at from it. */
export const containedTypes: ReadonlySet<string> = new Set([
  'Coverage',
  'Location',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'RelatedPerson',
]);

/** The other resources of FHIR R4: known, and nothing is taken from them. */
export const unusedResources: ReadonlySet<string> = new Set(
  `ActivityDefinition AdverseEvent AllergyIntolerance AppointmentResponse AuditEvent Basic Binary BiologicallyDerivedProduct
  BodyStructure CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItemDefinition ClaimResponse ClinicalImpression
  CodeSystem Communication CommunicationRequest CompartmentDefinition ConceptMap Consent Contract
  CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric DeviceRequest
  DeviceUseStatement DiagnosticReport DocumentManifest EffectEvidenceSynthesis Endpoint EnrollmentRequest
  EnrollmentResponse EpisodeOfCare EventDefinition Evidence EvidenceVariable ExampleScenario ExplanationOfBenefit
  FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingStudy
  ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice Library Linkage List Measure
  MeasureReport Media Medication MedicationDispense MedicationKnowledge MedicationRequest MedicationStatement
  MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication
  MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged
  MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageDefinition MessageHeader MolecularSequence
  NamingSystem NutritionOrder Observation ObservationDefinition OperationDefinition OperationOutcome
  OrganizationAffiliation Parameters PaymentNotice PaymentReconciliation Person PlanDefinition Provenance Questionnaire
  QuestionnaireResponse RequestGroup ResearchDefinition ResearchElementDefinition ResearchStudy ResearchSubject
  RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter ServiceRequest Slot Specimen SpecimenDefinition
  StructureDefinition StructureMap Subscription Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein
  SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task
  TerminologyCapabilities TestReport TestScript ValueSet VerificationResult VisionPrescription`.split(/\s+/),
);
