import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import type { DatePeriod } from '#domain/x12/party.ts';
import { sameValue } from '#domain/x12/same-value.ts';
import { openEnvelope, transactionControlNumber, writeInterchange } from '#domain/x12/write-interchange.ts';
import {
  amountSegments,
  amountText,
  dateSegment,
  dateText,
  demographicsSegments,
  levelSegment,
  nameSegment,
  numberText,
  procedureComposite,
  referenceSegment,
  referenceSegments,
} from '#domain/x12/write-parts.ts';
import { type SegmentData, writeTransaction } from '#domain/x12/write-transaction.ts';
import { guide276 } from './loops.ts';
import type { StatusClaim276, StatusInquiry276, StatusLine276 } from './model.ts';

/**
 * An interchange with the inquiries. Neighbours with the same header share a transaction; those with the same payer,
 * receiver, provider, subscriber and dependent share its levels.
 * Errors: `X12WriteRefused`.
 */
export function write276(
  envelope: Envelope,
  inquiries: readonly StatusInquiry276[],
  controlNumbers: ControlNumbers,
): string {
  const delimiters = openEnvelope(envelope, controlNumbers);
  const batches: StatusInquiry276[][] = [];
  for (const inquiry of inquiries) {
    const batch = batches.at(-1);
    if (batch !== undefined && sameValue(batch[0]?.header, inquiry.header)) batch.push(inquiry);
    else batches.push([inquiry]);
  }
  const transactions = batches.map((batch, index) =>
    writeTransaction(guide276, transactionControlNumber(controlNumbers, index), body276(batch), delimiters),
  );
  return writeInterchange({ envelope, controlNumbers, transactions });
}

/** What must be equal for two inquiries to share the levels down to this one. */
const shared = [
  (inquiry: StatusInquiry276): unknown => inquiry.payer,
  (inquiry: StatusInquiry276): unknown => inquiry.informationReceiver,
  (inquiry: StatusInquiry276): unknown => inquiry.providers,
  // A claim of the subscriber's own cannot follow one of a dependent.
  (inquiry: StatusInquiry276): unknown => [inquiry.subscriber, inquiry.dependent === undefined],
  (inquiry: StatusInquiry276): unknown => inquiry.dependent,
];

/** Segments of one transaction between ST and SE; its inquiries have one header. */
export function body276(inquiries: readonly StatusInquiry276[]): SegmentData[] {
  const [first] = inquiries;
  if (first === undefined) return [];
  const segments: SegmentData[] = [
    ['BHT', '0010', '13', first.header.reference, dateText(first.header.date), first.header.time],
  ];
  let count = 0;
  const levels: number[] = [];
  for (const [index, inquiry] of inquiries.entries()) {
    const before = inquiries[index - 1];
    const same =
      before === undefined ? 0 : shared.findIndex((part) => !sameValue(part(before), part(inquiry)));
    const depth = inquiry.dependent === undefined ? 4 : 5;
    for (let level = same < 0 ? depth : same; level < depth; level++) {
      levels[level] = ++count;
      segments.push(...levelSegments(inquiry, level, count, levels[level - 1]));
    }
    segments.push(...claimSegments(inquiry.claim));
  }
  return segments;
}

function levelSegments(
  inquiry: StatusInquiry276,
  level: number,
  number: number,
  parent: number | undefined,
): SegmentData[] {
  switch (level) {
    case 0:
      return [levelSegment(number, undefined, '20', true), nameSegment('PR', inquiry.payer)];
    case 1:
      return [levelSegment(number, parent, '21', true), nameSegment('41', inquiry.informationReceiver)];
    case 2:
      return [
        levelSegment(number, parent, '19', true),
        ...inquiry.providers.map((provider) => nameSegment('1P', provider)),
      ];
    case 3:
      return [
        levelSegment(number, parent, '22', inquiry.dependent !== undefined),
        ...demographicsSegments(inquiry.subscriber.demographics),
        nameSegment('IL', inquiry.subscriber.name),
      ];
    default:
      if (inquiry.dependent === undefined) return [];
      return [
        levelSegment(number, parent, '23', undefined),
        ...demographicsSegments(inquiry.dependent.demographics),
        nameSegment('QC', inquiry.dependent.name),
      ];
  }
}

function claimSegments(claim: StatusClaim276): SegmentData[] {
  return [
    ['TRN', '1', claim.trace],
    ...referenceSegments('1K', claim.payerControlNumber),
    ...referenceSegments('EJ', claim.patientControlNumber),
    ...(claim.references ?? []).map(referenceSegment),
    ...amountSegments('T3', claim.chargeCents),
    ...serviceDateSegments(claim.serviceDates),
    ...(claim.lines ?? []).flatMap(lineSegments),
  ];
}

/** DTP*472. */
export function serviceDateSegments(dates: DatePeriod | undefined): SegmentData[] {
  return dates === undefined ? [] : [dateSegment({ qualifier: '472', ...dates })];
}

function lineSegments(line: StatusLine276): SegmentData[] {
  return [
    [
      'SVC',
      procedureComposite(line.procedure),
      amountText(line.chargeCents),
      undefined,
      line.revenueCode,
      undefined,
      undefined,
      numberText(line.units),
    ],
    ...referenceSegments('FJ', line.lineControlNumber),
    ...serviceDateSegments(line.serviceDates),
  ];
}
