import * as z from 'zod';
import { DollarText } from '#contracts/cents.ts';
import { cents, decimalText } from '../../../money/cents.ts';
import { readAmount, readUnits } from '../../map/read-amount.ts';
import { describeText } from '../../mask-value.ts';
import {
  addPart,
  addWrong,
  dayOf,
  resolvedOr,
  stated,
  takeNothing,
  type FhirReading,
} from './fhir-reading.ts';
import { addVisitMissing, visitNumberOf } from './fhir-names.ts';
import { ownId } from './read-clinical.ts';
import { hasCode, readDiagnosisConcept, readProcedureConcept } from './read-concept.ts';
import { isPractitioner, providerOf } from './read-directory.ts';
import {
  CodeableConcept,
  listOf,
  Money,
  Period,
  Quantity,
  Reference,
  resourceShape,
  type Money as MoneyOf,
} from './fhir-shapes.ts';

/** An amount in dollars as the encounter writes it. */
export function amountOf(reading: FhirReading, path: string, money: MoneyOf | undefined): string | undefined {
  if (money?.value === undefined) {
    return undefined;
  }
  if (money.currency !== undefined && money.currency !== 'USD') {
    addWrong(reading, `${path}.currency`, {
      code: 'field-invalid',
      found: describeText(money.currency, /^[A-Z]{3}$/),
      expected: '"USD"',
      howToFix: 'Send the amount in dollars.',
    });
    return undefined;
  }
  return resolvedOr(reading, `${path}.value`, readAmount(String(money.value)));
}

export function unitsOf(
  reading: FhirReading,
  path: string,
  quantity: { readonly value?: number | undefined } | undefined,
): number | undefined {
  return quantity?.value === undefined
    ? 1
    : resolvedOr(reading, `${path}.value`, readUnits(String(quantity.value)));
}

/** The price of one for each of the units together. */
export function timesUnits(amount: string | undefined, units: number | undefined): string | undefined {
  const each = DollarText.safeParse(amount).data;
  return each === undefined || units === undefined ? undefined : decimalText(cents(each * units));
}

export const ChargeItemShape = z.object({
  ...resourceShape,
  status: z.string(),
  code: CodeableConcept.optional(),
  context: Reference.optional(),
  encounter: Reference.optional(),
  occurrenceDateTime: z.string().optional(),
  occurrencePeriod: Period.optional(),
  performer: listOf(z.object({ function: CodeableConcept.optional(), actor: Reference.optional() })),
  quantity: Quantity.optional(),
  factorOverride: z.number().optional(),
  priceOverride: Money.optional(),
  reason: listOf(CodeableConcept),
});
type ChargeItemResource = z.infer<typeof ChargeItemShape>;

const statuses: ReadonlyMap<string, 'charged' | 'void' | 'not-yet'> = new Map([
  ['billable', 'charged'],
  ['billed', 'charged'],
  ['not-billable', 'void'],
  ['aborted', 'void'],
  ['entered-in-error', 'void'],
  ['planned', 'not-yet'],
  ['unknown', 'not-yet'],
]);

/** Reads a ChargeItem: one charge of a visit. One that is not billable takes an earlier version back. */
export function readChargeItem(item: ChargeItemResource, reading: FhirReading): void {
  const encounterId = visitNumberOf([item.context, item.encounter]);
  if (encounterId === undefined) {
    addVisitMissing(reading, 'context');
    return;
  }
  const status = statuses.get(item.status);
  if (status === 'not-yet') {
    takeNothing(reading, 'resource-not-used');
    return;
  }
  if (status === undefined) {
    addWrong(reading, 'status', {
      code: 'field-invalid',
      found: 'another word',
      expected: `one of ${[...statuses.keys()].join(', ')}`,
      howToFix: 'Correct the status of the ChargeItem.',
    });
    return;
  }
  const id = ownId(reading, item);
  const partKey = `line:${id}`;
  if (status === 'void') {
    addPart(reading, encounterId, partKey, { kind: 'void' });
    return;
  }
  if (item.factorOverride !== undefined && item.priceOverride?.value === undefined) {
    reading.given.notes.add('not-carried');
  }
  const serviceDate = dayOf(reading, 'occurrence', item.occurrenceDateTime ?? item.occurrencePeriod?.start);
  const units = unitsOf(reading, 'quantity', item.quantity);
  const charge = amountOf(reading, 'priceOverride', item.priceOverride);
  const diagnoses = (item.reason ?? []).flatMap((concept, index) => {
    const diagnosis = readDiagnosisConcept(reading, `reason[${index}]`, concept);
    return diagnosis?.code === undefined ? [] : [diagnosis.code];
  });
  const procedure = readProcedureConcept(reading, 'code', item.code);
  if (procedure === undefined) {
    addCodeMissing(reading, 'code');
    return;
  }
  if (procedure.code === undefined) {
    const { code, system, display } = procedure.clinical;
    const unmapped = stated({ code, system, description: display, units, charge, serviceDate });
    addPart(reading, encounterId, partKey, { kind: 'fields', fields: { unmappedCharges: [unmapped] } });
  } else {
    const line = stated({ sourceLineId: id.slice(0, 50), code: procedure.code, units, charge, serviceDate });
    addPart(reading, encounterId, partKey, { kind: 'line', line, diagnoses });
  }
  addPerformer(reading, item, encounterId, id);
}

/** Notes that a charge has no code, unless something else about its code is wrong. */
export function addCodeMissing(reading: FhirReading, path: string): void {
  if (!reading.given.wrong.some(({ field }) => field.startsWith(`${reading.path}.${path}`))) {
    addWrong(reading, path, {
      code: 'field-missing',
      found: 'no code',
      expected: 'a CPT or HCPCS code, or a code that the practice has mapped to one',
      howToFix: `Have the sending system fill ${reading.path}.${path}.`,
    });
  }
}

/** Who did it, where neither the visit nor a claim says who treated. */
function addPerformer(
  reading: FhirReading,
  { performer }: ChargeItemResource,
  encounterId: string,
  id: string,
): void {
  const persons = (performer ?? []).filter(
    ({ actor }) => isPractitioner(actor) && actor?.reference !== undefined,
  );
  const rendering =
    persons.find((one) => hasCode(one.function, 'primary', 'rendering', 'pprf')) ?? persons[0];
  const provider = rendering === undefined ? undefined : providerOf(reading, 'performer', rendering.actor);
  if (provider !== undefined) {
    const renderingNpi = 'npi' in provider ? provider.npi : { ...provider, member: 'npi' };
    addPart(
      reading,
      encounterId,
      `performer:${id}`,
      { kind: 'fields', fields: { renderingNpi } },
      [],
      'aside',
    );
  }
}
