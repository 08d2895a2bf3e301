import { numberAt, present } from './read-parts.ts';
import type { SegmentView } from './tree.ts';
import { numberText } from './write-parts.ts';
import type { SegmentData } from './write-transaction.ts';

/** HSD: how much of a service, how often and for how long. */
export interface ServiceDelivery {
  /** HSD01: `VS` visits, `HS` hours, `DY` days, `FL` units, `MN` months. */
  readonly quantityQualifier?: string;
  readonly quantity?: number;
  /** HSD03: per `DA` day, `WK` week, `MO` month. */
  readonly unit?: string;
  /** HSD04: every how many of these. */
  readonly sampleFrequency?: number;
  /** HSD05: `7` day, `34` month, `35` week, ... */
  readonly timePeriod?: string;
  readonly periodCount?: number;
  /** HSD07. */
  readonly pattern?: string;
  /** HSD08. */
  readonly timeCode?: string;
}

export function deliveryFrom(segment: SegmentView): ServiceDelivery {
  return present<ServiceDelivery>({
    quantityQualifier: segment.text(1),
    quantity: numberAt(segment, 2),
    unit: segment.text(3),
    sampleFrequency: numberAt(segment, 4),
    timePeriod: segment.text(5),
    periodCount: numberAt(segment, 6),
    pattern: segment.text(7),
    timeCode: segment.text(8),
  });
}

export function deliverySegment(delivery: ServiceDelivery): SegmentData {
  return [
    'HSD',
    delivery.quantityQualifier,
    numberText(delivery.quantity),
    delivery.unit,
    numberText(delivery.sampleFrequency),
    delivery.timePeriod,
    numberText(delivery.periodCount),
    delivery.pattern,
    delivery.timeCode,
  ];
}
