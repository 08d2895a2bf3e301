import * as fc from 'fast-check';
import type { StatusInquiry276 } from '#domain/x12/guides/005010X212-276/model.ts';
import type {
  Status277,
  StatusClaim277,
  StatusResponse277,
} from '#domain/x12/guides/005010X212-277/model.ts';
import {
  anyList,
  cents,
  code,
  contact,
  datePeriod,
  list,
  model,
  organization,
  person,
  plainDate,
  quantity,
  reference,
  text,
} from './arbitraries.ts';

const demographics = fc.record({ birthDate: plainDate, sex: code('F', 'M') });
const procedure = fc.record({
  qualifier: code('HC', 'N4'),
  code: text(1, 20),
  modifiers: fc.array(code('25', 'LT'), { maxLength: 4 }),
});
const providerNames = list(organization('XX'), 2);

const inquiry: fc.Arbitrary<Omit<StatusInquiry276, 'header'>> = model<Omit<StatusInquiry276, 'header'>>(
  {
    payer: organization('PI'),
    informationReceiver: organization('46'),
    providers: providerNames,
    subscriber: fc.record({ name: person('MI'), demographics }, { requiredKeys: ['name'] }),
    dependent: fc.record({ name: person(), demographics }),
    claim: fc.record(
      {
        trace: text(1, 50),
        payerControlNumber: text(1, 50),
        patientControlNumber: text(1, 20),
        references: list(reference('BLT', 'D9'), 1),
        chargeCents: cents(0),
        serviceDates: datePeriod,
        lines: list(
          fc.record(
            {
              procedure,
              chargeCents: cents(0),
              revenueCode: code('0450'),
              units: quantity,
              lineControlNumber: text(1, 50),
              serviceDates: datePeriod,
            },
            { requiredKeys: ['procedure', 'chargeCents'] },
          ),
          2,
        ),
      },
      { requiredKeys: ['trace'] },
    ),
  },
  ['dependent'],
);

/** Inquiries of one transaction, some of which share what stands above them. */
export const statusInquiries: fc.Arbitrary<StatusInquiry276[]> = fc
  .record({
    reference: text(1, 50),
    date: plainDate,
    inquiries: list(inquiry, 4),
    share: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ reference, date, inquiries, share }) => {
    const [first] = inquiries;
    return inquiries.map((one): StatusInquiry276 => ({
      header: { reference, date, time: '0812' },
      ...one,
      ...(first !== undefined && share > 0 ? { payer: first.payer } : {}),
      ...(first !== undefined && share > 1 ? { informationReceiver: first.informationReceiver } : {}),
      ...(first !== undefined && share > 2 ? { providers: first.providers } : {}),
      ...(first !== undefined && share > 3 ? { subscriber: first.subscriber } : {}),
      ...(first?.dependent !== undefined && one.dependent !== undefined && share > 4
        ? { dependent: first.dependent }
        : {}),
    }));
  });

const status: fc.Arbitrary<Status277> = model<Status277>(
  {
    codes: list(
      fc.record(
        {
          category: code('P3', 'F1', 'F2'),
          status: code('20', '187'),
          entity: code('IL'),
          codeList: code('RX'),
        },
        { requiredKeys: ['category', 'status'] },
      ),
      3,
    ),
    date: plainDate,
    chargeCents: cents(0),
    paidCents: cents(0),
    finalizedDate: plainDate,
    paymentDate: plainDate,
    paymentNumber: text(1, 16),
  },
  ['date', 'chargeCents', 'paidCents', 'finalizedDate', 'paymentDate', 'paymentNumber'],
);

const claim: fc.Arbitrary<StatusClaim277> = model<StatusClaim277>(
  {
    trace: text(1, 50),
    statuses: list(status, 2),
    payerControlNumber: text(1, 50),
    patientControlNumber: text(1, 20),
    references: anyList(reference('VV', 'XZ'), 1),
    serviceDates: datePeriod,
    lines: anyList(
      fc.record(
        {
          procedure,
          chargeCents: cents(0),
          paidCents: cents(0),
          revenueCode: code('0450'),
          units: quantity,
          statuses: list(status, 2),
          lineControlNumber: text(1, 50),
          serviceDates: datePeriod,
        },
        { requiredKeys: ['procedure', 'chargeCents', 'statuses'] },
      ),
    ),
  },
  ['payerControlNumber', 'patientControlNumber', 'serviceDates'],
);

/** Levels that were not reached have a trace and statuses of their own. */
const own = { trace: text(1, 50), statuses: list(status, 1) };

export const statusResponse: fc.Arbitrary<StatusResponse277> = fc.record({
  reference: text(1, 50),
  date: plainDate,
  time: code('0812', '081233'),
  sources: list(
    fc.record(
      {
        name: organization('PI'),
        contact: contact('IC', 'TE', 'EM').map((one) => ({ ...one, numbers: one.numbers.slice(0, 2) })),
        receivers: list(
          fc.oneof(
            fc.record({ name: organization('46'), ...own, providers: fc.constant([]) }),
            fc.record({
              name: organization('46'),
              statuses: fc.constant([]),
              providers: list(
                fc.oneof(
                  fc.record(
                    {
                      names: providerNames,
                      ...own,
                      traceIsReceivers: fc.constant(true as const),
                      subscribers: fc.constant([]),
                    },
                    { requiredKeys: ['names', 'trace', 'statuses', 'subscribers'] },
                  ),
                  fc.record({
                    names: providerNames,
                    statuses: fc.constant([]),
                    subscribers: list(
                      fc.record({
                        name: person('MI'),
                        claims: anyList(claim),
                        dependents: anyList(fc.record({ name: person(), claims: list(claim, 2) })),
                      }),
                      2,
                    ),
                  }),
                ),
                2,
              ),
            }),
          ),
          2,
        ),
      },
      { requiredKeys: ['name', 'receivers'] },
    ),
    2,
  ),
});
