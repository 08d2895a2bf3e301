import * as fc from 'fast-check';
import type {
  EligibilityInquiry270,
  InformationReceiver270,
  Person270,
  Question270,
} from '#domain/x12/guides/005010X279A1-270/model.ts';
import type {
  Benefit271,
  BenefitEntity271,
  EligibilityResponse271,
  InformationReceiver271,
  Person271,
  Rejection271,
} from '#domain/x12/guides/005010X279A1-271/model.ts';
import {
  address,
  anyList,
  cents,
  code,
  contact,
  datePeriod,
  demographics,
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

const procedure = fc.record({
  qualifier: code('HC', 'N4'),
  code: text(1, 20),
  modifiers: fc.array(code('25', 'LT'), { maxLength: 4 }),
});
const pointers = list(fc.integer({ min: 1, max: 12 }), 4);
const provider = fc.record({
  role: code('PE', 'AT'),
  identifier: fc.record({ qualifier: code('PXC'), value: code('207Q00000X') }),
});
const diagnoses = fc.constantFrom(
  [{ qualifier: 'ABK', value: 'E119' }],
  [
    { qualifier: 'ABK', value: 'E119' },
    { qualifier: 'ABF', value: 'I10' },
  ],
);
const companyId = code('9877281234', '1512345678');

const question: fc.Arbitrary<Question270> = model<Question270>(
  {
    serviceTypes: list(code('30', '98', 'MH'), 4),
    procedure,
    coverageLevel: code('IND', 'FAM'),
    diagnosisPointers: pointers,
    spendDownCents: cents(0),
    spendDownBilledCents: cents(0),
    placeOfService: code('11', '22'),
    reference: reference('9F', 'G1'),
    dates: list(period('291'), 1),
  },
  [
    'procedure',
    'coverageLevel',
    'diagnosisPointers',
    'spendDownCents',
    'spendDownBilledCents',
    'placeOfService',
    'reference',
    'dates',
  ] as never[],
);

const asked = (kind: 'IL' | '03'): fc.Arbitrary<Person270> =>
  model<Person270>(
    {
      traces: list(
        fc.record(
          { number: text(1, 50), originatingCompanyId: companyId, supplementalId: text(1, 50) },
          { requiredKeys: ['number', 'originatingCompanyId'] },
        ),
        2,
      ),
      name: person(kind === 'IL' ? 'MI' : undefined),
      references: list(reference('6P', 'EJ'), 3),
      address,
      provider,
      demographics,
      relationship: code('01', '19', '34'),
      birthSequence: fc.integer({ min: 1, max: 9 }),
      diagnoses,
      dates: list(period('291'), 1),
    },
    [
      'traces',
      'references',
      'address',
      'provider',
      'demographics',
      'birthSequence',
      'diagnoses',
      'dates',
    ] as never[],
  ).map((one) => (kind === 'IL' ? asSubscriber(one) : one));

/** A subscriber's relationship is said only to tell apart those of one birth. */
function asSubscriber({ relationship, ...one }: Person270): Person270 {
  return one.birthSequence === undefined || relationship === undefined ? one : { ...one, relationship: '18' };
}

const receiver: fc.Arbitrary<InformationReceiver270> = model<InformationReceiver270>(
  {
    role: code('1P', 'FA'),
    name: organization('XX'),
    references: list(reference('TJ', 'EO'), 2),
    address,
    provider,
  },
  ['references', 'address', 'provider'],
);

const inquiry: fc.Arbitrary<Omit<EligibilityInquiry270, 'header'>> = model<
  Omit<EligibilityInquiry270, 'header'>
>(
  {
    sourceRole: code('PR'),
    informationSource: organization('PI'),
    informationReceiver: receiver,
    subscriber: asked('IL'),
    dependent: asked('03'),
    questions: list(question, 3),
  },
  ['dependent'],
);

/** Inquiries of one transaction, some of which share what stands above them. */
export const inquiries: fc.Arbitrary<EligibilityInquiry270[]> = fc
  .record({
    reference: text(1, 50),
    date: plainDate,
    inquiries: list(inquiry, 3),
    share: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ reference, date, inquiries, share }) => {
    const [first] = inquiries;
    return inquiries.map((one): EligibilityInquiry270 => ({
      header: { purpose: '13', reference, date, time: '1319' },
      ...one,
      ...(first !== undefined && share > 0
        ? { sourceRole: first.sourceRole, informationSource: first.informationSource }
        : {}),
      ...(first !== undefined && share > 1 ? { informationReceiver: first.informationReceiver } : {}),
      ...(first !== undefined && share > 2 ? { subscriber: first.subscriber } : {}),
    }));
  });

const rejection = (...reasons: string[]): fc.Arbitrary<Rejection271> =>
  fc.record(
    { valid: fc.boolean(), reasonCode: code(...reasons), followUpCode: code('C', 'N') },
    { requiredKeys: ['valid', 'reasonCode', 'followUpCode'] },
  );

const entity: fc.Arbitrary<BenefitEntity271> = model<BenefitEntity271>(
  {
    role: code('PR', 'P3', 'SEP'),
    name: organization('PI'),
    relationship: code('01', '72'),
    address,
    region: fc.record({ qualifier: code('RJ'), value: text(1, 30) }),
    contacts: anyList(contact('IC', 'TE', 'UR')),
    provider,
  },
  ['relationship', 'address', 'region', 'provider'],
).map(({ region, ...one }) =>
  // A region stands in the segment of the city.
  region === undefined || one.address === undefined ? one : { ...one, region },
);

const furtherInformation = fc.oneof(
  fc.record({ qualifier: code('ZZ', 'GR'), code: text(1, 30) }),
  fc.record({ category: code('44'), text: text(1, 30) }),
  fc.record({ qualifier: code('GR'), code: text(1, 30), category: code('44'), text: text(1, 30) }),
);

const benefit: fc.Arbitrary<Benefit271> = model<Benefit271>(
  {
    kind: code('1', '6', 'A', 'B', 'C', 'R'),
    coverageLevel: code('IND', 'FAM'),
    serviceTypes: anyList(code('30', '98', '1'), 40),
    insuranceType: code('HM', 'MA'),
    planDescription: text(1, 50),
    timePeriod: code('23', '29'),
    amountCents: cents(),
    percent: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    quantityQualifier: code('VS'),
    quantity,
    authorizationRequired: fc.constantFrom('Y' as const, 'N' as const, 'U' as const),
    inNetwork: fc.constantFrom('Y' as const, 'N' as const, 'W' as const),
    procedure: fc
      .record({ procedure, end: fc.record({ lastCode: text(1, 20) }, { requiredKeys: [] }) })
      .map(({ procedure, end }) => ({ ...procedure, ...end })),
    diagnosisPointers: anyList(fc.integer({ min: 1, max: 12 }), 4),
    deliveries: anyList(
      fc.record(
        {
          quantityQualifier: code('VS'),
          quantity,
          unit: code('DA'),
          sampleFrequency: fc.integer({ min: 1, max: 9 }),
          timePeriod: code('34'),
          periodCount: fc.integer({ min: 1, max: 9 }),
          pattern: code('1'),
          timeCode: code('A'),
        },
        { requiredKeys: ['quantityQualifier', 'quantity', 'timePeriod'] },
      ),
    ),
    references: anyList(reference('18', '6P')),
    dates: anyList(period('291', '348')),
    rejections: anyList(rejection('15', '62', 'AA')),
    messages: anyList(text(1, 264), 3),
    furtherInformation: anyList(furtherInformation),
    entities: anyList(entity),
  },
  [
    'coverageLevel',
    'insuranceType',
    'planDescription',
    'timePeriod',
    'amountCents',
    'percent',
    'authorizationRequired',
    'inNetwork',
    'procedure',
  ] as never[],
).map((one) => one);

const answered = (kind: 'IL' | '03'): fc.Arbitrary<Person271> =>
  model<Person271>(
    {
      traces: anyList(
        fc.record({
          kind: fc.constantFrom('1' as const, '2' as const),
          number: text(1, 50),
          originatingCompanyId: companyId,
        }),
        3,
      ),
      name: person(kind === 'IL' ? 'MI' : undefined),
      references: anyList(reference('6P', kind === 'IL' ? '3H' : 'MRC')),
      address,
      rejections: anyList(kind === 'IL' ? rejection('72', '75', '42') : rejection('71', '67', '42')),
      provider,
      demographics,
      relationship: fc.record(
        {
          relationship: kind === 'IL' ? code('18') : code('01', '19', '53', 'G8'),
          identityChanged: fc.boolean(),
          birthSequence: fc.integer({ min: 1, max: 9 }),
        },
        { requiredKeys: ['relationship', 'identityChanged'] },
      ),
      diagnoses: fc.oneof(fc.constant([]), diagnoses),
      dates: anyList(period('346', '307')),
      military: fc.record(
        {
          informationStatus: code('C'),
          employmentStatus: code('AE'),
          affiliation: code('A'),
          description: text(1, 40),
          rank: code('A5'),
          period: datePeriod,
        },
        { requiredKeys: ['informationStatus', 'employmentStatus', 'affiliation'] },
      ),
      benefits: anyList(benefit, 3),
    },
    ['address', 'provider', 'demographics', 'relationship', 'military'],
  );

const answeringReceiver: fc.Arbitrary<InformationReceiver271> = model<InformationReceiver271>(
  {
    role: code('1P'),
    name: organization('XX'),
    references: anyList(reference('TJ')),
    address,
    rejections: anyList(rejection('43', '50', 'T4')),
    provider,
  },
  ['address', 'provider'],
);

/** One answer. */
export const response: fc.Arbitrary<EligibilityResponse271> = model<EligibilityResponse271>(
  {
    header: fc.record({
      purpose: code('11'),
      reference: text(1, 50),
      date: plainDate,
      time: code('1319', '131959'),
    }),
    sourceLevelRejections: anyList(rejection('04', '42')),
    informationSource: fc.record({
      role: code('PR'),
      name: organization('PI'),
      contacts: anyList(contact('IC', 'TE')),
      rejections: anyList(rejection('42', '80', 'T4')),
    }),
    informationReceiver: answeringReceiver,
    subscribers: anyList(
      fc
        .record({ person: answered('IL'), dependents: anyList(answered('03')) })
        .map(({ person, dependents }) => ({ ...person, dependents })),
    ),
  },
  ['informationReceiver'],
).map((one) => (one.informationReceiver === undefined ? { ...one, subscribers: [] } : one));
