import * as fc from 'fast-check';
import type {
  ClaimAcknowledgement277CA,
  ClaimStatus277CA,
  LineStatus277CA,
  Status277CA,
} from '#domain/x12/guides/005010X214-277CA/model.ts';
import type {
  Acknowledgement999,
  Context999,
  SegmentError999,
} from '#domain/x12/guides/005010X231A1-999/model.ts';
import {
  anyList,
  cents,
  code,
  datePeriod,
  list,
  model,
  organization,
  period,
  person,
  plainDate,
  quantity,
  reference,
  text,
} from './arbitraries.ts';

const count = fc.integer({ min: 0, max: 9999 });
const place = fc.integer({ min: 1, max: 99 });
const position = fc.record(
  { element: place, component: place, repetition: place },
  { requiredKeys: ['element'] },
);

const context: fc.Arbitrary<Context999> = model<Context999>(
  {
    name: code('CLM01', 'SITUATIONAL TRIGGER'),
    value: text(1, 35),
    segmentId: code('CLM', 'NM1'),
    position: place,
    loopId: code('2300'),
    element: position,
    dataElement: fc.record({ element: code('782'), component: code('1331') }, { requiredKeys: ['element'] }),
  },
  ['value', 'segmentId', 'position', 'loopId', 'element', 'dataElement'],
);

const segmentError: fc.Arbitrary<SegmentError999> = model<SegmentError999>(
  {
    segmentId: code('CLM', 'REF'),
    position: place,
    loopId: code('2300', '2000A').map((id) => id.slice(0, 4)),
    code: code('8', '3', 'I6'),
    contexts: anyList(context, 3),
    elementErrors: anyList(
      fc
        .record(
          {
            at: position,
            dataElement: code('782'),
            code: code('7', 'I10'),
            value: text(1, 99),
            contexts: anyList(context, 2),
          },
          { requiredKeys: ['at', 'code', 'contexts'] },
        )
        .map(({ at, ...rest }) => ({ ...at, ...rest })),
    ),
  },
  ['loopId'] as never[],
);

export const acknowledgement999: fc.Arbitrary<Acknowledgement999> = model<Acknowledgement999>(
  {
    functionalCode: code('HC'),
    groupControlNumber: code('17456'),
    version: code('005010X222A1'),
    transactions: anyList(
      model(
        {
          setCode: code('837'),
          controlNumber: code('0001', '987654321'),
          version: code('005010X222A1'),
          segmentErrors: anyList(segmentError),
          code: code('A', 'R', 'E'),
          errorCodes: anyList(code('5', 'I5'), 5),
        },
        ['version'] as never[],
      ),
      3,
    ),
    code: code('A', 'P', 'R'),
    includedCount: count,
    receivedCount: count,
    acceptedCount: count,
    errorCodes: anyList(code('5', '4'), 5),
  },
  ['version'],
);

const status: fc.Arbitrary<Status277CA> = model<Status277CA>(
  {
    codes: list(
      fc.record(
        {
          category: code('A1', 'A2', 'A7'),
          status: code('20', '562'),
          entity: code('85'),
          codeList: code('RX'),
        },
        { requiredKeys: ['category', 'status'] },
      ),
      3,
    ),
    date: plainDate,
    action: code('WQ', 'U'),
    chargeCents: cents(0),
    message: text(1, 264),
  },
  ['chargeCents', 'message'],
);

const totals = fc.record(
  { acceptedCount: count, rejectedCount: count, acceptedCents: cents(0), rejectedCents: cents(0) },
  { requiredKeys: [] },
);

const serviceDates = period('472');

const line: fc.Arbitrary<LineStatus277CA> = model<LineStatus277CA>(
  {
    procedure: fc.record({ qualifier: code('HC'), code: text(1, 20), modifiers: anyList(code('25'), 4) }),
    chargeCents: cents(0),
    revenueCode: code('0450'),
    units: quantity,
    statuses: list(status, 2),
    lineControlNumber: text(1, 30),
    references: anyList(reference('XZ'), 1),
    dates: anyList(serviceDates, 1),
  },
  ['revenueCode', 'units', 'lineControlNumber'],
);

const claim: fc.Arbitrary<ClaimStatus277CA> = model<ClaimStatus277CA>(
  {
    patient: person('MI'),
    patientControlNumber: text(1, 38),
    statuses: list(status, 2),
    payerControlNumber: text(1, 50),
    clearinghouseTrace: text(1, 50),
    billType: code('111'),
    references: fc.constant([]),
    serviceDates: datePeriod,
    lines: anyList(line),
  },
  ['payerControlNumber', 'clearinghouseTrace', 'billType', 'serviceDates'],
);

export const acknowledgement277CA: fc.Arbitrary<ClaimAcknowledgement277CA> = fc.record({
  reference: text(1, 50),
  date: plainDate,
  time: code('1008', '100831'),
  source: fc.record({
    role: code('PR', 'AY'),
    name: organization('PI'),
    trace: text(1, 50),
    receivedDate: plainDate,
    processedDate: plainDate,
  }),
  receivers: list(
    fc.record({
      name: organization('46'),
      trace: text(1, 50),
      statuses: list(status, 2),
      totals,
      providers: anyList(
        model(
          {
            name: organization('XX'),
            trace: text(1, 50),
            statuses: anyList(status),
            references: anyList(reference('G2', 'TJ')),
            totals,
            claims: anyList(claim, 3),
          },
          [],
        ),
      ),
    }),
    2,
  ),
});
