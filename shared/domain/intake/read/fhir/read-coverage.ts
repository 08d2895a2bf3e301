import * as z from 'zod';
import { relationshipFor } from '../../map/relationship.ts';
import { describeText } from '../../mask-value.ts';
import { addThing, addWrong, dayOf, resolvedOr, stated, type FhirReading } from './fhir-reading.ts';
import { identifiersOf, nameOfReference, namesOf, targetOf } from './fhir-names.ts';
import { hasCode } from './read-concept.ts';
import { payerOf } from './read-directory.ts';
import { CodeableConcept, listOf, Period, Reference, resourceShape } from './fhir-shapes.ts';

export const CoverageShape = z.object({
  ...resourceShape,
  status: z.string().optional(),
  subscriber: Reference.optional(),
  subscriberId: z.string().optional(),
  beneficiary: Reference.optional(),
  relationship: CodeableConcept.optional(),
  period: Period.optional(),
  payor: listOf(Reference),
  order: z.int().min(1).optional(),
  class: listOf(z.object({ type: CodeableConcept.optional(), value: z.string().optional() })),
});
type CoverageResource = z.infer<typeof CoverageShape>;

/** Reads a Coverage: an insurance of a patient, found by the patient on the days it is in force. */
export function readCoverage(coverage: CoverageResource, reading: FhirReading): void {
  const names = namesOf(reading, 'coverage', coverage);
  const of = nameOfReference(reading, 'person', coverage.beneficiary);
  if (of === undefined && !reading.isContained) {
    addWrong(reading, 'beneficiary', {
      code: 'field-missing',
      found: 'nothing',
      expected: 'the Patient who is insured',
      howToFix: 'Have the sending system fill Coverage.beneficiary.',
    });
    return;
  }
  // A contained one is of the claim alone that it stands in.
  const owner = of === undefined || reading.isContained ? {} : { of };
  if (coverage.status !== undefined && coverage.status !== 'active') {
    addThing(reading, { kind: 'coverage', names, fields: { ended: true }, ...owner });
    return;
  }
  const from = dayOf(reading, 'period.start', coverage.period?.start);
  const to = dayOf(reading, 'period.end', coverage.period?.end);
  const relationship = readRelationship(reading, coverage);
  const subscriber = nameOfReference(reading, 'person', subscriberOf(reading, coverage));
  addThing(reading, {
    kind: 'coverage',
    names,
    fields: stated({
      rank: coverage.order,
      payerId: payerOf(reading, 'payor[0]', coverage.payor?.[0]),
      memberId: readMemberId(reading, coverage),
      groupNumber: coverage.class?.find(({ type }) => hasCode(type, 'group'))?.value?.trim(),
      relationship,
      subscriber: relationship === 'self' || subscriber === undefined ? undefined : { thing: subscriber },
    }),
    ...owner,
    inForce: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
  });
}

function subscriberOf(
  reading: FhirReading,
  { subscriber, beneficiary }: CoverageResource,
): Reference | undefined {
  const name = nameOfReference(reading, 'person', subscriber);
  return name === nameOfReference(reading, 'person', beneficiary) ? undefined : subscriber;
}

/** What the patient is to the subscriber; the same person when both references are to one. */
function readRelationship(reading: FhirReading, coverage: CoverageResource): string | undefined {
  const { practice, settings } = reading;
  const code = coverage.relationship?.coding?.find((coding) => (coding.code ?? '') !== '')?.code;
  const text = code ?? coverage.relationship?.text;
  if (text !== undefined) {
    const { sourceSystem } = settings;
    return resolvedOr(reading, 'relationship', relationshipFor(practice, { sourceSystem, text }));
  }
  const isSame = targetOf(coverage.subscriber) !== undefined && subscriberOf(reading, coverage) === undefined;
  return isSame ? 'self' : undefined;
}

/** As the card has it: of the subscriber, else the number that says it is the member's. */
function readMemberId(reading: FhirReading, coverage: CoverageResource): string | undefined {
  const identifiers = identifiersOf(coverage);
  const member = identifiers.find(({ type }) => hasCode(type, 'mb'));
  const text = coverage.subscriberId ?? member?.value ?? identifiers[0]?.value;
  const memberId = text?.replaceAll(/\s/g, '');
  if (memberId !== undefined && !/^[A-Za-z0-9-]{2,30}$/.test(memberId)) {
    addWrong(reading, coverage.subscriberId === undefined ? 'identifier' : 'subscriberId', {
      code: 'field-invalid',
      found: describeText(memberId, /^$/),
      expected: '2 to 30 letters, digits or dashes, as printed on the card',
      howToFix: 'Correct the member id in the sending system.',
    });
    return undefined;
  }
  return memberId;
}

export const AccountShape = z.object({
  ...resourceShape,
  status: z.string().optional(),
  subject: listOf(Reference),
  guarantor: listOf(
    z.object({ party: Reference.optional(), onHold: z.boolean().optional(), period: Period.optional() }),
  ),
});

/** Reads an Account: who receives the bills of a patient. */
export function readAccount(account: z.infer<typeof AccountShape>, reading: FhirReading): void {
  const patient = account.subject?.find((one) => (targetOf(one)?.type ?? 'Patient') === 'Patient');
  const of = nameOfReference(reading, 'person', patient);
  if (of === undefined) {
    reading.given.why = 'resource-not-used';
    return;
  }
  const isCurrent = account.status === undefined || account.status === 'active';
  const guarantor = account.guarantor?.find(
    ({ party, onHold, period }) =>
      onHold !== true &&
      (period?.end === undefined || period.end.slice(0, 10) >= reading.today) &&
      ['Patient', 'RelatedPerson', undefined].includes(targetOf(party)?.type),
  );
  const party = nameOfReference(reading, 'person', guarantor?.party);
  const isOther = party !== undefined && party !== of && isCurrent;
  addThing(reading, {
    kind: 'account',
    names: namesOf(reading, 'account', account),
    fields: isOther ? { guarantor: { thing: party } } : {},
    of,
  });
}
