import type { Instant, PlainDate } from '#contracts/dates.ts';
import { PlainDate as PlainDateSchema } from '#contracts/dates.ts';
import { cents } from '#domain/money/cents.ts';
import { addDays, dateOf, timeOf } from '#domain/calendar/plain-date.ts';
import type { EligibilityInquiry270 } from '#domain/x12/guides/005010X279A1-270/model.ts';
import type {
  Benefit271,
  EligibilityResponse271,
  Person271,
  Rejection271,
} from '#domain/x12/guides/005010X279A1-271/model.ts';
import { behaviourOf } from './behaviour.ts';

/** The payer's 271 to one inquiry; undefined when it never answers. */
export function answerInquiry(
  inquiry: EligibilityInquiry270,
  at: Instant,
): EligibilityResponse271 | undefined {
  const behaviour = behaviourOf(inquiry.subscriber.name.identifier?.value ?? '');
  if (behaviour === 'E0') {
    return undefined;
  }
  const serviceDate = serviceDateOf(inquiry, dateOf(at));
  const rejection = (reasonCode: string): Rejection271[] => [{ valid: false, reasonCode, followUpCode: 'C' }];
  const cannotRespond = behaviour === 'E42';
  const rejections = behaviour === 'E75' ? rejection('75') : behaviour === 'E71' ? rejection('71') : [];
  const person = (asked: EligibilityInquiry270['subscriber'], isAskedAbout: boolean): Person271 => ({
    traces: (asked.traces ?? []).map((trace) => ({
      kind: '2',
      number: trace.number,
      originatingCompanyId: trace.originatingCompanyId,
    })),
    name: asked.name,
    references: [],
    rejections: isAskedAbout ? rejections : [],
    ...(asked.demographics === undefined ? {} : { demographics: asked.demographics }),
    diagnoses: [],
    dates: isAskedAbout && rejections.length === 0 ? coverageDates(behaviour, serviceDate) : [],
    benefits: isAskedAbout && rejections.length === 0 ? benefitsOf(behaviour) : [],
  });
  const header = {
    purpose: '11',
    ...(inquiry.header.reference === undefined ? {} : { reference: inquiry.header.reference }),
    date: dateOf(at),
    time: timeOf(at),
  };
  const informationSource = {
    role: 'PR',
    name: inquiry.informationSource,
    contacts: [],
    rejections: cannotRespond ? [{ valid: true, reasonCode: '42', followUpCode: 'R' }] : [],
  };
  if (cannotRespond) {
    return { header, sourceLevelRejections: [], informationSource, subscribers: [] };
  }
  const { dependent } = inquiry;
  return {
    header,
    sourceLevelRejections: [],
    informationSource,
    informationReceiver: {
      role: inquiry.informationReceiver.role,
      name: inquiry.informationReceiver.name,
      references: [],
      rejections: [],
    },
    subscribers: [
      {
        ...person(inquiry.subscriber, dependent === undefined),
        dependents: dependent === undefined ? [] : [person(dependent, true)],
      },
    ],
  };
}

function serviceDateOf(inquiry: EligibilityInquiry270, today: PlainDate): PlainDate {
  const asked = inquiry.dependent ?? inquiry.subscriber;
  const dates = [...(asked.dates ?? []), ...inquiry.questions.flatMap(({ dates: own }) => own ?? [])];
  return dates.find(({ qualifier }) => qualifier === '291')?.from ?? today;
}

function coverageDates(behaviour: string, serviceDate: PlainDate): Person271['dates'] {
  const firstOfMonth = PlainDateSchema.parse(`${serviceDate.slice(0, 7)}-01`);
  const firstOfYear = PlainDateSchema.parse(`${serviceDate.slice(0, 4)}-01-01`);
  return behaviour === 'E6'
    ? [{ qualifier: '347', from: addDays(firstOfMonth, -1) }]
    : [{ qualifier: '346', from: firstOfYear }];
}

function benefitsOf(behaviour: string): Benefit271[] {
  const benefit = (kind: string, more: Partial<Benefit271> = {}): Benefit271 => ({
    kind,
    serviceTypes: ['30'],
    diagnosisPointers: [],
    deliveries: [],
    references: [],
    dates: [],
    rejections: [],
    messages: [],
    furtherInformation: [],
    entities: [],
    ...more,
  });
  switch (behaviour) {
    case 'E6':
      return [benefit('6')];
    case 'DED':
      return [
        benefit('1', { coverageLevel: 'IND' }),
        benefit('C', { coverageLevel: 'IND', timePeriod: '29', amountCents: cents(150_00) }),
      ];
    case 'SHARE':
      return [
        benefit('1', { coverageLevel: 'IND' }),
        benefit('B', { coverageLevel: 'IND', timePeriod: '27', amountCents: cents(25_00) }),
        benefit('A', { coverageLevel: 'IND', timePeriod: '27', percent: 0.2 }),
      ];
    default:
      return [benefit('1', { coverageLevel: 'IND' })];
  }
}
