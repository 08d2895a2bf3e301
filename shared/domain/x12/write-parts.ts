import type { Cents } from '#contracts/cents.ts';
import {
  type Adjustment,
  type OutpatientAdjudication,
  outpatientRemarkPlaces,
  type PlacedRemarks,
} from './adjudication.ts';
import type {
  Contact,
  DatePeriod,
  Demographics,
  EntityName,
  PostalAddress,
  QualifiedDate,
  QualifiedId,
  Reference,
} from './party.ts';
import { compactDate, decimalOfCents, decimalOfNumber } from './values.ts';
import type { CompositeData, SegmentData } from './write-transaction.ts';

/** An amount as text, empty when absent. */
export function amountText(cents: Cents | undefined): string | undefined {
  return cents === undefined ? undefined : decimalOfCents(cents);
}

/** A quantity or rate as text, empty when absent. A number without a decimal form is written as it is, and refused by the guide. */
export function numberText(number: number | undefined): string | undefined {
  return number === undefined ? undefined : (decimalOfNumber(number) ?? String(number));
}

/** `CCYYMMDD`, empty when absent. */
export function dateText(date: string | undefined): string | undefined {
  return date === undefined ? undefined : compactDate(date);
}

/** `Y`, or empty. */
export function onlyYesText(yes: boolean | undefined): string | undefined {
  return yes === true ? 'Y' : undefined;
}

/** NM1. */
export function nameSegment(code: string, name: EntityName): SegmentData {
  return [
    'NM1',
    code,
    name.entityType === 'person' ? '1' : '2',
    name.name,
    name.firstName,
    name.middleName,
    name.prefix,
    name.suffix,
    name.identifier?.qualifier,
    name.identifier?.value,
  ];
}

/** N3 and N4, as far as there is something to write; `region` stands in N405 and N406. */
export function addressSegments(address: PostalAddress | undefined, region?: QualifiedId): SegmentData[] {
  if (address === undefined) return [];
  const segments: SegmentData[] = [];
  if (address.line1 !== undefined || address.line2 !== undefined) {
    segments.push(['N3', address.line1, address.line2]);
  }
  const { city, state, zip, country, countrySubdivision } = address;
  if ([city, state, zip, country, countrySubdivision].some((part) => part !== undefined)) {
    segments.push(['N4', city, state, zip, country, region?.qualifier, region?.value, countrySubdivision]);
  }
  return segments;
}

/** PER. */
export function contactSegment(contact: Contact, functionCode = 'IC'): SegmentData {
  return [
    'PER',
    contact.functionCode ?? functionCode,
    contact.name,
    ...contact.numbers.flatMap((number) => [number.qualifier, number.value]),
  ];
}

/** REF. */
export function referenceSegment(reference: Reference): SegmentData {
  const { related } = reference;
  return [
    'REF',
    reference.qualifier,
    reference.value,
    reference.description,
    related === undefined ? undefined : { components: [related.qualifier, related.value] },
  ];
}

/** REF with a qualifier and a value; nothing when there is no value. */
export function referenceSegments(qualifier: string, value: string | undefined): SegmentData[] {
  return value === undefined ? [] : [['REF', qualifier, value]];
}

/** DTP. */
export function dateSegment(date: QualifiedDate): SegmentData {
  return ['DTP', date.qualifier, ...periodElements(date)];
}

/** A format and the date or period in it. */
export function periodElements(
  period: DatePeriod & { readonly time?: string },
): [format: string, text: string] {
  if (period.time !== undefined) return ['DT', `${compactDate(period.from)}${period.time}`];
  if (period.to !== undefined) return ['RD8', `${compactDate(period.from)}-${compactDate(period.to)}`];
  return ['D8', compactDate(period.from)];
}

/** AMT; nothing when there is no amount. */
export function amountSegments(qualifier: string, cents: Cents | undefined): SegmentData[] {
  return cents === undefined ? [] : [['AMT', qualifier, decimalOfCents(cents)]];
}

/** DMG. */
export function demographicsSegments(demographics: Demographics | undefined): SegmentData[] {
  if (demographics === undefined) return [];
  const { birthDate, sex } = demographics;
  return [['DMG', birthDate === undefined ? undefined : 'D8', dateText(birthDate), sex]];
}

/** CAS of a claim: all adjustments of a group stand together, for payers refuse a group that comes twice. */
export function groupedAdjustmentSegments(adjustments: readonly Adjustment[]): SegmentData[] {
  const groups = new Map<string, Adjustment[]>();
  for (const adjustment of adjustments) {
    const group = groups.get(adjustment.group);
    if (group === undefined) groups.set(adjustment.group, [adjustment]);
    else group.push(adjustment);
  }
  return [...groups.values()].flatMap(adjustmentSegments);
}

/** CAS in the order given: neighbours of one group share a segment, up to six. */
export function adjustmentSegments(adjustments: readonly Adjustment[]): SegmentData[] {
  const segments: SegmentData[] = [];
  let at = 0;
  while (at < adjustments.length) {
    const group = adjustments[at]?.group ?? '';
    const triplets: (string | undefined)[] = [];
    let count = 0;
    for (; at < adjustments.length && count < 6; at++, count++) {
      const adjustment = adjustments[at];
      if (adjustment === undefined || adjustment.group !== group) break;
      triplets.push(
        adjustment.reason,
        decimalOfCents(adjustment.amountCents),
        numberText(adjustment.quantity),
      );
    }
    segments.push(['CAS', group, ...triplets]);
  }
  return segments;
}

/** The remark code that stands at this element, empty when none does. */
export function remarkText(
  remarks: PlacedRemarks,
  places: readonly number[],
  place: number,
): string | undefined {
  const index = (remarks.remarkPlaces ?? places).indexOf(place);
  return index === -1 ? undefined : remarks.remarkCodes[index];
}

/** MOA. */
export function outpatientAdjudicationSegments(moa: OutpatientAdjudication | undefined): SegmentData[] {
  if (moa === undefined) return [];
  const remarks = outpatientRemarkPlaces.map((place) => remarkText(moa, outpatientRemarkPlaces, place));
  return [
    [
      'MOA',
      numberText(moa.reimbursementRate),
      amountText(moa.hcpcsPayableCents),
      ...remarks,
      amountText(moa.esrdPaymentCents),
      amountText(moa.nonPayableProfessionalCents),
    ],
  ];
}

/** A procedure composite. */
export function procedureComposite(procedure: {
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly description?: string | undefined;
}): CompositeData {
  const modifiers = [0, 1, 2, 3].map((index) => procedure.modifiers[index]);
  return {
    components: [procedure.qualifier, procedure.code, ...modifiers, procedure.description],
  };
}
