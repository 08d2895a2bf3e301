import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import type { DatePeriod } from '#domain/x12/party.ts';
import { writeGroup } from '#domain/x12/write-group.ts';
import { type Level, type Run, alike, levelSegments, runsOf } from '#domain/x12/write-levels.ts';
import {
  amountSegments,
  amountText,
  dateSegment,
  dateText,
  demographicsSegments,
  nameSegment,
  numberText,
  procedureComposite,
  referenceSegment,
  referenceSegments,
} from '#domain/x12/write-parts.ts';
import type { SegmentData } from '#domain/x12/write-transaction.ts';
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
  const batches = runsOf(
    inquiries,
    alike((inquiry) => inquiry.header),
  );
  return writeGroup(guide276, envelope, controlNumbers, batches.map(body276));
}

/** Segments of one transaction between ST and SE; its inquiries have one header. */
export function body276(inquiries: readonly StatusInquiry276[]): SegmentData[] {
  const [first] = inquiries;
  if (first === undefined) return [];
  const { header } = first;
  return [
    ['BHT', '0010', '13', header.reference, dateText(header.date), header.time],
    ...levelSegments(
      runsOf(
        inquiries,
        alike((inquiry) => inquiry.payer),
      ).map(payerLevel),
    ),
  ];
}

function payerLevel(inquiries: Run<StatusInquiry276>): Level {
  const same = alike<StatusInquiry276>((inquiry) => inquiry.informationReceiver);
  return {
    code: '20',
    segments: [nameSegment('PR', inquiries[0].payer)],
    below: runsOf(inquiries, same).map(receiverLevel),
  };
}

function receiverLevel(inquiries: Run<StatusInquiry276>): Level {
  const same = alike<StatusInquiry276>((inquiry) => inquiry.providers);
  return {
    code: '21',
    segments: [nameSegment('41', inquiries[0].informationReceiver)],
    below: runsOf(inquiries, same).map(providerLevel),
  };
}

function providerLevel(inquiries: Run<StatusInquiry276>): Level {
  const alikeSubscribers = alike<StatusInquiry276>((inquiry) => inquiry.subscriber);
  // A claim of the subscriber's own stands before the dependents: after one, it starts a level of its own.
  const same = (inquiry: StatusInquiry276, before: StatusInquiry276): boolean =>
    (inquiry.dependent !== undefined || before.dependent === undefined) && alikeSubscribers(inquiry, before);
  return {
    code: '19',
    segments: inquiries[0].providers.map((provider) => nameSegment('1P', provider)),
    below: runsOf(inquiries, same).map(subscriberLevel),
  };
}

function subscriberLevel(inquiries: Run<StatusInquiry276>): Level {
  const [{ subscriber }] = inquiries;
  const same = alike<StatusInquiry276>((inquiry) => inquiry.dependent);
  return {
    code: '22',
    segments: [
      ...demographicsSegments(subscriber.demographics),
      nameSegment('IL', subscriber.name),
      ...claimsSegments(inquiries.filter((inquiry) => inquiry.dependent === undefined)),
    ],
    below: runsOf(inquiries, same).flatMap(dependentLevels),
  };
}

function dependentLevels(inquiries: Run<StatusInquiry276>): Level[] {
  const [{ dependent }] = inquiries;
  if (dependent === undefined) return [];
  return [
    {
      code: '23',
      segments: [
        ...demographicsSegments(dependent.demographics),
        nameSegment('QC', dependent.name),
        ...claimsSegments(inquiries),
      ],
    },
  ];
}

function claimsSegments(inquiries: readonly StatusInquiry276[]): SegmentData[] {
  return inquiries.flatMap((inquiry) => claimSegments(inquiry.claim));
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
