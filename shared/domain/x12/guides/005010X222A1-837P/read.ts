import type { ModelReader } from '#domain/x12/model-reader.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import {
  type Complete,
  addressOf,
  centsAt,
  codeAt,
  datesOf,
  modelOf,
  needed,
  neededCentsAt,
  neededCodeAt,
  present,
  referencesOf,
  textAt,
  unlessEmpty,
  type Writable,
} from '#domain/x12/read-parts.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import type { Claim837P, Transaction837P } from './model.ts';
import type { AmbulanceDropOff837, ClaimParties837 } from './model-parties.ts';
import {
  attachmentsOf,
  conditionsOf,
  contractOf,
  healthCareCodesOf,
  noteFrom,
  providersOf,
  relatedCausesOf,
  repricingOf,
  serviceFacilityOf,
  spinalManipulationOf,
  transportOf,
} from './read-claim-parts.ts';
import { serviceLineFrom } from './read-line.ts';
import { claimReader, otherSubscriberFrom } from './read-parties.ts';
import { checkClaim837P } from './rules.ts';

const otherPayerProviders = ['2330C', '2330D', '2330E', '2330F', '2330G'];
const claimReferenceFields = ['F8', 'G1', '9F', 'X4', 'EA'];

/**
 * The claims of one 837P transaction set, flat, in the file's order.
 * Errors: `UnusableTransaction` when something that a claim cannot be without is missing or has no meaning.
 */
export function read837P(transaction: ReadTransaction): Transaction837P {
  return modelOf(transaction, '837P');
}

/** Reads an 837P claim by claim. */
export const reader837P: ModelReader = claimReader({
  claimFrom,
  check: checkClaim837P,
  part: (value) => ({ guide: '837P', value }),
  model: (header, parts) => ({
    guide: '837P',
    value: { header, claims: parts.flatMap((part) => (part.guide === '837P' ? part.value : [])) },
  }),
});

/** What nearly every claim has nothing but. */
const usualContent = new Set(['CLM', 'REF', 'HI', '2310B', '2400']);

type UsualKey =
  | keyof ClaimParties837
  | 'patientControlNumber'
  | 'totalChargeCents'
  | 'placeOfService'
  | 'frequencyCode'
  | 'providerSignatureOnFile'
  | 'assignmentCode'
  | 'benefitsAssignment'
  | 'releaseOfInformation'
  | 'patientSignatureSource'
  | 'relatedCauses'
  | 'specialProgram'
  | 'delayReason'
  | 'payerClaimControlNumber'
  | 'priorAuthorizationNumber'
  | 'referralNumber'
  | 'cliaNumber'
  | 'medicalRecordNumber'
  | 'references'
  | 'diagnoses'
  | 'anesthesiaProcedures'
  | 'conditionCodes'
  | 'renderingProvider'
  | 'lines';

function claimFrom(loop: LoopView, parties: Complete<ClaimParties837>): Claim837P {
  const usual = usualClaimFrom(loop, parties);
  return loop.holdsOnly(usualContent) ? usual : { ...usual, ...furtherClaimParts(loop) };
}

function usualClaimFrom(loop: LoopView, parties: Complete<ClaimParties837>): Pick<Claim837P, UsualKey> {
  const claim = needed(loop.first('CLM'), loop, 'The claim (CLM)');
  const { diagnoses, anesthesiaProcedures, conditionCodes } = healthCareCodesOf(loop);
  const model: Writable<Pick<Claim837P, UsualKey>> = {
    submitter: parties.submitter,
    receiver: parties.receiver,
    billingProvider: parties.billingProvider,
    subscriber: parties.subscriber,
    payer: parties.payer,
    patientControlNumber: textAt(claim, 1),
    totalChargeCents: neededCentsAt(claim, 2),
    placeOfService: needed(claim.component(5, 1), loop, 'The place of service (CLM05-1)'),
    frequencyCode: frequencyFrom(claim, loop),
    providerSignatureOnFile: neededCodeAt(claim, 6, ['Y', 'N']) === 'Y',
    assignmentCode: neededCodeAt(claim, 7, ['A', 'B', 'C']),
    benefitsAssignment: neededCodeAt(claim, 8, ['Y', 'N', 'W']),
    releaseOfInformation: neededCodeAt(claim, 9, ['Y', 'I']),
    diagnoses,
    lines: loop.loops('2400').map(serviceLineFrom),
  };
  const { payToAddress, payToPlan, patient } = parties;
  if (payToAddress !== undefined) model.payToAddress = payToAddress;
  if (payToPlan !== undefined) model.payToPlan = payToPlan;
  if (patient !== undefined) model.patient = patient;
  if (claim.elementCount > 9) addClaimIndicators(model, claim);
  if (anesthesiaProcedures.length > 0) model.anesthesiaProcedures = anesthesiaProcedures;
  if (conditionCodes.length > 0) model.conditionCodes = conditionCodes;
  const [renderingProvider] = providersOf(loop, '2310B');
  if (renderingProvider !== undefined) model.renderingProvider = renderingProvider;
  addReferences(model, loop);
  return model;
}

function addClaimIndicators(model: Writable<Pick<Claim837P, UsualKey>>, claim: SegmentView): void {
  const patientSignatureSource = codeAt(claim, 10, ['P']);
  if (patientSignatureSource !== undefined) model.patientSignatureSource = patientSignatureSource;
  const relatedCauses = relatedCausesOf(claim);
  if (relatedCauses !== undefined) model.relatedCauses = relatedCauses;
  const specialProgram = claim.text(12);
  if (specialProgram !== undefined) model.specialProgram = specialProgram;
  const delayReason = claim.text(20);
  if (delayReason !== undefined) model.delayReason = delayReason;
}

function addReferences(model: Writable<Pick<Claim837P, UsualKey>>, loop: LoopView): void {
  if (loop.all('REF').length === 0) return;
  const payerClaimControlNumber = loop.first('REF', 'F8')?.text(2);
  if (payerClaimControlNumber !== undefined) model.payerClaimControlNumber = payerClaimControlNumber;
  const priorAuthorizationNumber = loop.first('REF', 'G1')?.text(2);
  if (priorAuthorizationNumber !== undefined) model.priorAuthorizationNumber = priorAuthorizationNumber;
  const referralNumber = loop.first('REF', '9F')?.text(2);
  if (referralNumber !== undefined) model.referralNumber = referralNumber;
  const cliaNumber = loop.first('REF', 'X4')?.text(2);
  if (cliaNumber !== undefined) model.cliaNumber = cliaNumber;
  const medicalRecordNumber = loop.first('REF', 'EA')?.text(2);
  if (medicalRecordNumber !== undefined) model.medicalRecordNumber = medicalRecordNumber;
  const references = referencesOf(loop, ...claimReferenceFields);
  if (references.length > 0) model.references = references;
}

/** Everything of a claim that few claims have. */
function furtherClaimParts(loop: LoopView): Omit<Claim837P, UsualKey> {
  const note = loop.first('NTE');
  const patientPaid = loop.first('AMT', 'F5');
  const ambulance = (id: string) => {
    const found = loop.loop(id);
    return found === undefined ? undefined : needed(addressOf(found), found, 'The address (N3 and N4)');
  };
  const dropOff = loop.loop('2310F');
  const dropOffAddress = ambulance('2310F');
  return present<Omit<Claim837P, UsualKey>>({
    dates: unlessEmpty(datesOf(loop)),
    attachments: unlessEmpty(attachmentsOf(loop)),
    contract: contractOf(loop),
    patientPaidCents: patientPaid === undefined ? undefined : centsAt(patientPaid, 2),
    fileInformation: unlessEmpty(loop.all('K3').map((segment) => textAt(segment, 1))),
    note: note === undefined ? undefined : noteFrom(note),
    ambulanceTransport: transportOf(loop),
    spinalManipulation: spinalManipulationOf(loop),
    conditions: unlessEmpty(conditionsOf(loop)),
    repricing: repricingOf(loop),
    referringProviders: unlessEmpty(providersOf(loop, '2310A')),
    serviceFacility: serviceFacilityOf(loop, '2310C'),
    supervisingProvider: providersOf(loop, '2310D')[0],
    ambulancePickUp: ambulance('2310E'),
    ambulanceDropOff:
      dropOff === undefined || dropOffAddress === undefined
        ? undefined
        : present<AmbulanceDropOff837>({ name: dropOff.first('NM1')?.text(3), address: dropOffAddress }),
    otherSubscribers: unlessEmpty(
      loop.loops('2320').map((other) => otherSubscriberFrom(other, otherPayerProviders)),
    ),
  });
}

function frequencyFrom(claim: SegmentView, loop: LoopView): Claim837P['frequencyCode'] {
  const code = needed(claim.component(5, 3), loop, 'The frequency code (CLM05-3)');
  const known = (['1', '6', '7', '8'] as const).find((one) => one === code);
  return needed(known, loop, `The frequency code (CLM05-3) is "${code}"; one of 1, 6, 7, 8`);
}
