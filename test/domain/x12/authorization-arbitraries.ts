import * as fc from 'fast-check';
import type { ServiceDelivery } from '#domain/x12/delivery.ts';
import type {
  AuthorizationRequest278,
  RequestedEvent278,
  RequestedService278,
} from '#domain/x12/guides/005010X217-278-request/model.ts';
import type {
  AnsweredPerson278,
  AnsweredProvider278,
  Answer278,
  AuthorizationResponse278,
  DecidedEvent278,
  DecidedService278,
  Decision278,
  InformationContact278,
  Rejection278,
} from '#domain/x12/guides/005010X217-278-response/model.ts';
import type {
  DentalService278,
  InstitutionalService278,
  PatientEvent278,
  Person278,
  Procedure278,
  ProfessionalService278,
  Provider278,
  Review278,
  Service278,
  Trace278,
} from '#domain/x12/guides/005010X217-278/model.ts';
import {
  address,
  anyList,
  cents,
  code,
  contact,
  datePeriod,
  day,
  demographics,
  list,
  npi,
  organization,
  period,
  person,
  plainDate,
  quantity,
  reference,
  text,
} from './arbitraries.ts';

/** A record in which every field but these may be missing. */
function some<T extends object>(
  fields: { [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>> },
  ...requiredKeys: (keyof T & string)[]
): fc.Arbitrary<T> {
  return fc.record(fields, { requiredKeys }) as fc.Arbitrary<T>;
}

const count = fc.integer({ min: 1, max: 99 });
const companyId = code('9877281234', '1512345678');

const trace = (...kinds: Trace278['kind'][]): fc.Arbitrary<Trace278> =>
  some<Trace278>(
    {
      kind: fc.constantFrom(...kinds),
      number: text(1, 50),
      originatingCompanyId: companyId,
      supplementalId: text(1, 50),
    },
    'kind',
    'number',
    'originatingCompanyId',
  );

const review = (...categories: string[]): fc.Arbitrary<Review278> =>
  some<Review278>(
    {
      category: code(...categories),
      certification: code('I', 'R', 'S', '3'),
      serviceType: code('1', '42', 'BY'),
      facility: fc.record({ code: code('21', '11'), qualifier: fc.constantFrom('A' as const, 'B' as const) }),
      relatedCauses: some<NonNullable<Review278['relatedCauses']>>(
        { codes: list(code('AA', 'AP', 'EM'), 3), state: code('OH'), country: code('CA') },
        'codes',
      ),
      levelOfService: code('03', 'U', 'E'),
      healthCondition: code('1', '6'),
      prognosis: code('1', '2'),
      releaseOfInformation: code('Y'),
      delayReason: code('8', '10'),
    },
    'category',
    'certification',
  );

const delivery: fc.Arbitrary<ServiceDelivery> = some<ServiceDelivery>(
  {
    quantityQualifier: code('VS', 'HS', 'DY'),
    quantity,
    unit: code('WK', 'DA'),
    sampleFrequency: count,
    timePeriod: code('34', '35'),
    periodCount: count,
    pattern: code('1', 'SA'),
    timeCode: code('A', 'Y'),
  },
  'quantityQualifier',
  'quantity',
  'timePeriod',
);

const diagnoses = fc
  .record({
    principal: fc.boolean(),
    codes: fc.uniqueArray(code('E119', 'I10', 'M5416', 'Z9989'), { minLength: 1, maxLength: 4 }),
    date: plainDate,
  })
  .map(({ principal, codes, date }) =>
    codes.map((one, index) => ({
      qualifier: index === 0 && principal ? 'ABK' : 'ABF',
      code: one,
      ...(index === 1 ? { date } : {}),
    })),
  );

/** DTP: each qualifier once. */
const eventDates = fc
  .record({
    whole: fc.uniqueArray(period('AAH', '435'), { selector: (date) => date.qualifier, maxLength: 2 }),
    days: fc.uniqueArray(day('439', '484', 'ABC', '431', '096'), {
      selector: (date) => date.qualifier,
      maxLength: 4,
    }),
  })
  .map(({ whole, days }) => [...whole, ...days]);

const attachment = some<PatientEvent278['attachments'][number]>(
  {
    reportType: code('M1', '77'),
    transmission: code('EL', 'FX', 'VO'),
    controlNumber: text(2, 50),
    description: text(1, 80),
  },
  'reportType',
  'transmission',
);

const event: fc.Arbitrary<PatientEvent278> = some<PatientEvent278>(
  {
    traces: anyList(trace('1'), 2),
    review: review('AR', 'HS', 'SC', 'IN'),
    previousAuthorizationNumber: text(1, 50),
    administrativeReferenceNumber: text(1, 50),
    dates: eventDates,
    diagnoses: fc.oneof(fc.constant([]), diagnoses),
    delivery,
    admission: some({
      admissionType: code('1', '3'),
      admissionSource: code('1'),
      patientStatus: code('30'),
      nursingHomeStatus: code('2'),
    }).filter((admission) => Object.keys(admission).length > 0),
    transport: some(
      {
        weightPounds: count,
        kind: code('I', 'X'),
        reasonCode: code('A', 'E'),
        miles: count,
        roundTripPurpose: text(1, 80),
        stretcherPurpose: text(1, 80),
      },
      'kind',
    ),
    spinalManipulation: fc.record({
      treatmentNumber: count,
      treatmentCount: count,
      subluxationFrom: code('C4'),
      subluxationTo: code('L1'),
      conditionCode: code('A', 'M'),
      complication: fc.boolean(),
      description1: text(1, 80),
      description2: text(1, 80),
      xrayAvailable: fc.boolean(),
    }),
    oxygen: some(
      {
        equipment: code('A', 'D'),
        equipment2: code('B'),
        equipment3: code('C'),
        reason: text(1, 80),
        flowRate: quantity,
        dailyUses: count,
        useHours: count,
        therapistOrder: text(1, 80),
        arterialBloodGas: quantity,
        saturation: quantity,
        testCondition: code('E', 'R'),
        testFindings: anyList(code('1', '2', '3'), 3),
        portableFlowRate: quantity,
        deliverySystem: code('A'),
      },
      'equipment',
      'flowRate',
      'testFindings',
      'deliverySystem',
    ),
    homeHealth: some(
      {
        prognosis: code('1', '8'),
        startDate: plainDate,
        certificationPeriod: datePeriod
          .filter((dates) => dates.to !== undefined)
          .map(({ from, to = from }) => ({ from, to })),
        medicareCoverage: code('Y', 'N'),
        certification: code('I', 'R'),
        surgeryDate: plainDate,
        surgery: fc.record({ qualifier: code('HC'), code: text(1, 15) }),
        orderDate: plainDate,
        lastVisitDate: plainDate,
        physicianContactDate: plainDate,
        lastAdmissionPeriod: datePeriod
          .filter((dates) => dates.to !== undefined)
          .map(({ from, to = from }) => ({ from, to })),
        patientLocation: code('A', 'D'),
      },
      'prognosis',
      'startDate',
      'medicareCoverage',
      'certification',
    ),
    attachments: anyList(attachment),
    message: text(1, 264),
  },
  'traces',
  'review',
  'dates',
  'diagnoses',
  'attachments',
);

const procedure = (...qualifiers: string[]): fc.Arbitrary<Procedure278> =>
  some<Procedure278>(
    {
      qualifier: code(...qualifiers),
      code: text(1, 20),
      modifiers: anyList(code('25', 'LT'), 4),
      description: text(1, 80),
      lastCode: text(1, 20),
    },
    'qualifier',
    'code',
    'modifiers',
  );

const serviceItself: fc.Arbitrary<NonNullable<Service278['service']>> = fc.oneof(
  some<ProfessionalService278>(
    {
      kind: fc.constant('professional' as const),
      procedure: procedure('HC', 'N4'),
      amountCents: cents(0),
      unit: code('UN', 'MJ'),
      quantity,
      diagnosisPointers: fc.constantFrom([], [1]),
      epsdt: code('Y'),
      nursingHomeLevelOfCare: code('1'),
    },
    'kind',
    'procedure',
    'unit',
    'quantity',
    'diagnosisPointers',
  ),
  some<InstitutionalService278>(
    {
      kind: fc.constant('institutional' as const),
      revenueCode: code('0120', '0450'),
      procedure: procedure('HC', 'ZZ'),
      amountCents: cents(0),
      unit: code('DA', 'UN'),
      quantity,
      rateCents: cents(1, 9_000_000),
      nursingHomeStatus: code('2'),
      nursingHomeLevelOfCare: code('3'),
    },
    'kind',
    'revenueCode',
    'unit',
    'quantity',
  ),
  some<DentalService278>(
    {
      kind: fc.constant('dental' as const),
      procedure: procedure('AD'),
      amountCents: cents(0),
      oralCavity: anyList(code('10', '20', 'L'), 5),
      prosthesis: code('I', 'R'),
      quantity: count,
      description: text(1, 80),
      teeth: anyList(fc.record({ code: code('14', 'A'), surfaces: anyList(code('B', 'M', 'O'), 5) }), 3),
    },
    'kind',
    'procedure',
    'oralCavity',
    'teeth',
  ),
);

const service: fc.Arbitrary<Service278> = some<Service278>(
  {
    traces: anyList(trace('1'), 2),
    review: review('HS'),
    previousAuthorizationNumber: text(1, 50),
    administrativeReferenceNumber: text(1, 50),
    serviceDates: datePeriod,
    service: serviceItself,
    delivery,
    attachments: anyList(attachment),
    message: text(1, 264),
  },
  'traces',
  'attachments',
);

const taxonomy = fc.record({ role: code('PE', 'OT'), code: code('207Q00000X') });
const name = fc.oneof(organization('XX', npi), person('XX', npi));

const provider = (...roles: string[]): fc.Arbitrary<Provider278> =>
  some<Provider278>(
    {
      role: code(...roles),
      name,
      references: anyList(reference('0B', 'EI')),
      address,
      contact: contact('IC', 'TE', 'FX'),
      taxonomy,
    },
    'role',
    'name',
    'references',
  );

const patient = (kind: 'IL' | 'QC'): fc.Arbitrary<Person278> =>
  some<Person278>(
    {
      name: person(kind === 'IL' ? 'MI' : undefined),
      references: anyList(reference('EJ', 'SY')),
      address,
      demographics,
      relationship:
        kind === 'IL'
          ? fc.record({ relationship: code('18'), employmentStatus: code('AO', 'RU') })
          : some<Omit<NonNullable<Person278['relationship']>, 'employmentStatus'>>(
              { relationship: code('01', '19', 'G8'), birthSequence: count },
              'relationship',
            ),
    },
    'name',
    'references',
  );

const transportLocation = some<RequestedEvent278['transportLocations'][number]>(
  {
    role: code('PW', '45', 'R3'),
    name: text(1, 60),
    address: address.filter((one) => one.country === undefined),
  },
  'role',
);

const header = (purpose: fc.Arbitrary<string>, kind: fc.Arbitrary<string>) =>
  some<AuthorizationRequest278['header']>(
    { purpose, reference: text(1, 50), date: plainDate, time: code('1319', '131959'), kind },
    'purpose',
    'reference',
    'date',
    'time',
  );

/** Pointers of the services point at diagnoses that are there, and only specialty care has specialty services. */
function fitting<T extends PatientEvent278 & { readonly services: readonly Service278[] }>(one: T): T {
  if (one.diagnoses.length > 0) return one;
  return {
    ...one,
    services: one.services.map((service) =>
      service.service?.kind === 'professional'
        ? { ...service, service: { ...service.service, diagnosisPointers: [] } }
        : service,
    ),
  };
}

const requestedService: fc.Arbitrary<RequestedService278> = fc
  .record({ service, providers: anyList(provider('SJ', '72')) })
  .map(({ service, providers }) => ({ ...service, providers }));

const requestedEvent: fc.Arbitrary<RequestedEvent278> = fc
  .record({
    event,
    conditions: fc.uniqueArray(
      fc.record({
        category: code('07', '08', '09', '11', '75', '76', '77'),
        applies: fc.boolean(),
        codes: list(code('01', '12', 'AL'), 5),
      }),
      { selector: (condition) => condition.category, maxLength: 7 },
    ),
    providers: anyList(provider('71', 'FA', 'DN'), 3),
    transportLocations: anyList(transportLocation),
    otherReviewers: anyList(
      some<RequestedEvent278['otherReviewers'][number]>(
        {
          role: code('00', 'CA', 'GG'),
          name: text(1, 60),
          denialReasons: anyList(text(1, 20), 3),
          denialDate: plainDate,
        },
        'role',
        'denialReasons',
      ),
    ),
    services: anyList(requestedService, 3),
  })
  .map(({ event, ...rest }) => fitting({ ...event, ...rest }));

/** One request. */
export const authorizationRequest: fc.Arbitrary<AuthorizationRequest278> = some<AuthorizationRequest278>(
  {
    header: header(code('13', '01', '36'), code('RU')),
    reviewer: fc.record({ role: code('X3', 'PR'), name: organization('PI') }),
    requester: some<AuthorizationRequest278['requester']>(
      {
        role: code('1P', 'FA'),
        name,
        references: anyList(reference('EI', 'ZH')),
        address,
        contact: contact('IC', 'TE', 'EM'),
        taxonomy,
      },
      'role',
      'name',
      'references',
    ),
    subscriber: patient('IL'),
    dependent: patient('QC'),
    event: requestedEvent,
  },
  'header',
  'reviewer',
  'requester',
  'subscriber',
  'event',
);

const rejection: fc.Arbitrary<Rejection278> = some<Rejection278>(
  { valid: fc.constant(false), reasonCode: code('15', '33', '72'), followUpCode: code('C', 'N') },
  'valid',
  'reasonCode',
);

const decision: fc.Arbitrary<Decision278> = some<Decision278>(
  {
    action: code('A1', 'A3', 'A4', 'A6', 'CT', 'NA'),
    authorizationNumber: text(1, 50),
    reasonCodes: anyList(code('0F', '01', '84'), 5),
    secondOpinion: fc.boolean(),
  },
  'action',
  'authorizationNumber',
  'reasonCodes',
);

const answer: fc.Arbitrary<Answer278> = some<Answer278>(
  {
    rejections: anyList(rejection),
    decision,
    certificationIssueDate: plainDate,
    certificationExpirationDate: plainDate,
    certificationEffective: datePeriod,
    informationContact: some<InformationContact278>(
      { name: organization('PI'), address, contact: contact('IC', 'TE', 'UR') },
      'name',
    ),
  },
  'rejections',
  'decision',
);

const answeredProvider = (...roles: string[]): fc.Arbitrary<AnsweredProvider278> =>
  fc
    .record({ provider: provider(...roles), rejections: anyList(rejection) })
    .map(({ provider, rejections }) => ({ ...provider, rejections }));

const decidedService: fc.Arbitrary<DecidedService278> = fc
  .record({
    service,
    answer,
    requestedInformation: anyList(code('18657-7', '11506-3'), 3),
    providers: anyList(answeredProvider('SJ', 'FA')),
  })
  .map(({ service, answer, ...rest }) => ({ ...service, ...answer, ...rest }));

const decidedEvent: fc.Arbitrary<DecidedEvent278> = fc
  .record({
    event,
    answer,
    loinc: fc.boolean(),
    providers: anyList(answeredProvider('71', 'SJ')),
    transportLocations: anyList(
      fc
        .record({ location: transportLocation, rejections: anyList(rejection) })
        .map(({ location, rejections }) => ({ ...location, rejections })),
    ),
    services: anyList(decidedService),
  })
  .map(({ event, answer, loinc, ...rest }) =>
    fitting({
      ...event,
      ...answer,
      ...rest,
      diagnoses: loinc ? [...event.diagnoses, { qualifier: 'LOI', code: '18657-7' }] : event.diagnoses,
    }),
  );

const answeredPerson = (kind: 'IL' | 'QC'): fc.Arbitrary<AnsweredPerson278> =>
  fc
    .record({ person: patient(kind), rejections: anyList(rejection), events: anyList(decidedEvent) })
    .map(({ person, rejections, events }) => ({ ...person, rejections, events }));

const subscriber = fc
  .record({ person: answeredPerson('IL'), dependent: fc.option(answeredPerson('QC'), { nil: undefined }) })
  .map(({ person, dependent }) => (dependent === undefined ? person : { ...person, dependent }));

/** One response; what stops at the requester or before has no subscriber. */
export const authorizationResponse: fc.Arbitrary<AuthorizationResponse278> = some<AuthorizationResponse278>(
  {
    header: header(code('11'), code('18', '19', 'AT')),
    rejections: anyList(rejection),
    reviewer: some<AuthorizationResponse278['reviewer']>(
      {
        role: code('X3', 'PR'),
        name: organization('PI'),
        contact: contact('IC', 'TE'),
        rejections: anyList(rejection),
      },
      'role',
      'name',
      'rejections',
    ),
    requesters: anyList(
      some<AuthorizationResponse278['requesters'][number]>(
        {
          role: code('1P', 'FA'),
          name,
          references: anyList(reference('EI', 'ZH')),
          taxonomy,
          rejections: anyList(rejection),
        },
        'role',
        'name',
        'references',
        'rejections',
      ),
    ),
    subscriber,
  },
  'header',
  'rejections',
  'reviewer',
  'requesters',
).map((one) => {
  const { subscriber: below, ...above } = one;
  return above.requesters.length === 0 || below === undefined ? above : { ...above, subscriber: below };
});
