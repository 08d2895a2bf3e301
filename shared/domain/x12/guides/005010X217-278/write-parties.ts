import {
  addressSegments,
  contactSegment,
  dateText,
  demographicsSegments,
  nameSegment,
  numberText,
  referenceSegment,
} from '#domain/x12/write-parts.ts';
import type { SegmentData } from '#domain/x12/write-transaction.ts';
import type { Contact } from '#domain/x12/party.ts';
import type {
  Header278,
  Person278,
  Provider278,
  Requester278,
  Taxonomy278,
  TransportLocation278,
} from './model.ts';

/** The beginning and everyone whom a request for authorization or its answer names. */

export function headerSegment(header: Header278): SegmentData {
  return ['BHT', '0007', header.purpose, header.reference, dateText(header.date), header.time, header.kind];
}

export function contactSegments(contact: Contact | undefined): SegmentData[] {
  return contact === undefined ? [] : [contactSegment(contact)];
}

function taxonomySegments(taxonomy: Taxonomy278 | undefined): SegmentData[] {
  if (taxonomy === undefined) return [];
  return [['PRV', taxonomy.role, taxonomy.code === undefined ? undefined : 'PXC', taxonomy.code]];
}

/** 2010B; `middle` stands before PRV. */
export function requesterSegments(requester: Requester278, middle: readonly SegmentData[]): SegmentData[] {
  return [
    nameSegment(requester.role, requester.name),
    ...requester.references.map(referenceSegment),
    ...middle,
    ...taxonomySegments(requester.taxonomy),
  ];
}

/** 2010C or 2010D; `rejections` stand before DMG. */
export function personSegments(
  code: 'IL' | 'QC',
  person: Person278,
  rejections: readonly SegmentData[] = [],
): SegmentData[] {
  const { relationship } = person;
  return [
    nameSegment(code, person.name),
    ...person.references.map(referenceSegment),
    ...addressSegments(person.address),
    ...rejections,
    ...demographicsSegments(person.demographics),
    ...(relationship === undefined
      ? []
      : [
          [
            'INS',
            code === 'IL' ? 'Y' : 'N',
            relationship.relationship,
            ...Array<undefined>(5).fill(undefined),
            relationship.employmentStatus,
            ...Array<undefined>(8).fill(undefined),
            numberText(relationship.birthSequence),
          ] as const,
        ]),
  ];
}

/** 2010EA, 2010F or 2010FA; `rejections` stand before PRV. */
export function providerSegments(
  provider: Provider278,
  rejections: readonly SegmentData[] = [],
): SegmentData[] {
  return [
    nameSegment(provider.role, provider.name),
    ...provider.references.map(referenceSegment),
    ...addressSegments(provider.address),
    ...contactSegments(provider.contact),
    ...rejections,
    ...taxonomySegments(provider.taxonomy),
  ];
}

export function transportLocationSegments(location: TransportLocation278): SegmentData[] {
  return [['NM1', location.role, '2', location.name], ...addressSegments(location.address)];
}
