import type { Claim, CoverageStatus, EligibilityAnswer } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type {
  Benefit271,
  EligibilityResponse271,
  Person271,
  Rejection271,
} from '#domain/x12/guides/005010X279A1-271/model.ts';
import type { QualifiedDate } from '#domain/x12/party.ts';
import { benefitActions, unknownBenefit, visitServiceTypes } from './benefit-actions.ts';
import { rejectionActions, unknownRejection } from './rejection-actions.ts';

/** What a 271 says about one claim, and what staff should do about it where it is not a yes. */
export type ReadAnswer = Pick<
  EligibilityAnswer,
  | 'status'
  | 'reason'
  | 'rejectReasonCodes'
  | 'copayCents'
  | 'deductibleRemainingCents'
  | 'coinsuranceBasisPoints'
> & { readonly whatToDo: string };

/** All trace numbers of ours that an answer repeats, those of dependents included. */
export function tracesOf(response: EligibilityResponse271): string[] {
  const people = response.subscribers.flatMap((subscriber) => [subscriber, ...subscriber.dependents]);
  const traces = people.flatMap((person) => person.traces.map(({ number }) => number));
  // An answer that stops at the source or receiver has no TRN; BHT03 then is all that names the question.
  return response.header.reference === undefined ? traces : [...traces, response.header.reference];
}

/**
 * Reads an answer for one claim. A rejection says the payer did not answer, not that there is no coverage; a benefit
 * that does not cover the visit's kind of service leaves the question open; dates of the plan outrank an "active".
 */
export function readAnswer(
  response: EligibilityResponse271,
  claim: Pick<Claim, 'serviceDateFrom' | 'eligibility'>,
  traceNumber: string,
): ReadAnswer {
  const { person, above } = personAsked(response, traceNumber);
  const benefits = person?.benefits ?? [];
  const rejections = [
    ...response.sourceLevelRejections,
    ...response.informationSource.rejections,
    ...(response.informationReceiver?.rejections ?? []),
    ...(above?.rejections ?? []),
    ...(person?.rejections ?? []),
    ...benefits.flatMap((benefit) => benefit.rejections),
  ];
  const relevant = benefits.filter(answersForVisit);
  const active = relevant.find(({ kind }) => verdictOf(kind) === 'active');
  const amounts = {
    ...amountsOf(benefits),
    rejectReasonCodes: rejections.map(({ reasonCode }) => reasonCode),
  };
  const visit = claim.serviceDateFrom;
  if (active !== undefined) {
    const outside = outsideOf(visit, [...active.dates, ...(person?.dates ?? [])]);
    return outside === undefined
      ? {
          status: 'active',
          reason: `Covered on ${visit}: ${meaningOf(active.kind)} (EB01 ${active.kind}).`,
          whatToDo: '',
          ...amounts,
        }
      : inactive(`Not covered on ${visit}: ${outside} (EB01 ${active.kind}).`, amounts);
  }
  const inactiveBenefit = relevant.find(({ kind }) => verdictOf(kind) === 'inactive');
  if (inactiveBenefit !== undefined) {
    const outside = outsideOf(visit, [...inactiveBenefit.dates, ...(person?.dates ?? [])]);
    const kind = inactiveBenefit.kind;
    const dated = outside === undefined ? '' : `, ${outside}`;
    return inactive(`Not covered on ${visit}: ${meaningOf(kind)}${dated} (EB01 ${kind}).`, amounts);
  }
  const rejection = worstOf(rejections);
  if (rejection !== undefined) {
    const { status, meaning, whatToDo } = rejectionActions[rejection.reasonCode] ?? unknownRejection;
    return { status, reason: `The payer ${meaning} (AAA03 ${rejection.reasonCode}).`, whatToDo, ...amounts };
  }
  const unclear = relevant.find(({ kind }) => verdictOf(kind) === 'unclear');
  return {
    status: 'unknown',
    reason:
      unclear === undefined
        ? 'The answer does not say whether the plan covers a medical visit; that is not a no.'
        : `The answer leaves coverage open: ${meaningOf(unclear.kind)} (EB01 ${unclear.kind}).`,
    whatToDo: 'Call the payer or look at its portal; bill anyway if coverage is otherwise known.',
    ...amounts,
  };
}

function inactive(reason: string, amounts: Omit<ReadAnswer, 'status' | 'reason' | 'whatToDo'>): ReadAnswer {
  return {
    status: 'inactive' satisfies CoverageStatus,
    reason,
    whatToDo:
      'Ask the patient for the coverage that was in force that day and correct it; without any, choose self-pay.',
    ...amounts,
  };
}

/** The subscriber or dependent whose trace is ours; where no trace came back, the one person there is. */
function personAsked(
  response: EligibilityResponse271,
  traceNumber: string,
): { readonly person?: Person271; readonly above?: Person271 } {
  for (const subscriber of response.subscribers) {
    const dependent = subscriber.dependents.find((person) => hasTrace(person, traceNumber));
    if (dependent !== undefined) {
      return { person: dependent, above: subscriber };
    }
    if (hasTrace(subscriber, traceNumber)) {
      // Some payers repeat the trace at the subscriber although the question was about a dependent.
      const only = subscriber.dependents.length === 1 ? subscriber.dependents[0] : undefined;
      return only === undefined ? { person: subscriber } : { person: only, above: subscriber };
    }
  }
  const [first, ...others] = response.subscribers;
  if (first === undefined || others.length > 0) {
    return {};
  }
  const [dependent] = first.dependents;
  return dependent === undefined ? { person: first } : { person: dependent, above: first };
}

function hasTrace(person: Person271, traceNumber: string): boolean {
  return person.traces.some(({ number }) => number.trim() === traceNumber);
}

function verdictOf(kind: string): string {
  return (benefitActions[kind] ?? unknownBenefit).verdict;
}

function meaningOf(kind: string): string {
  return (benefitActions[kind] ?? unknownBenefit).meaning;
}

function answersForVisit({ serviceTypes }: Benefit271): boolean {
  return serviceTypes.length === 0 || serviceTypes.some((type) => visitServiceTypes.has(type));
}

/** DTP qualifiers of a first and a last day of coverage, and of periods. */
const beginQualifiers = new Set(['346', '348', '356']);
const endQualifiers = new Set(['347', '349', '357']);
const periodQualifiers = new Set(['291', '307']);

/** How the dates exclude the visit, in words; undefined where they do not. */
function outsideOf(visit: PlainDate, dates: readonly QualifiedDate[]): string | undefined {
  for (const { qualifier, from, to } of dates) {
    const isPeriod = periodQualifiers.has(qualifier) && to !== undefined;
    if ((beginQualifiers.has(qualifier) || isPeriod) && visit < from) {
      return `coverage begins ${from}`;
    }
    const end = endQualifiers.has(qualifier) ? (to ?? from) : isPeriod ? to : undefined;
    if (end !== undefined && visit > end) {
      return `coverage ended ${end}`;
    }
  }
  return undefined;
}

/** A reason that names what is wrong outranks one that only says that no answer came. */
function worstOf(rejections: readonly Rejection271[]): Rejection271 | undefined {
  return (
    rejections.find(({ reasonCode }) => rejectionActions[reasonCode]?.status === 'rejected') ?? rejections[0]
  );
}

/** EB06 29: what remains. A deductible without it may be the plan's whole one: then nothing is known about the rest. */
const remaining = '29';

function amountsOf(
  benefits: readonly Benefit271[],
): Pick<ReadAnswer, 'copayCents' | 'deductibleRemainingCents' | 'coinsuranceBasisPoints'> {
  const ranked = benefits
    .filter((benefit) => answersForVisit(benefit) && benefit.inNetwork !== 'N')
    .toSorted((a, b) => specificity(b) - specificity(a));
  const copay = ranked.find(({ kind, amountCents }) => kind === 'B' && amountCents !== undefined);
  const coinsurance = ranked.find(({ kind, percent }) => kind === 'A' && percent !== undefined);
  const deductible = ranked.find(
    ({ kind, amountCents, timePeriod }) =>
      kind === 'C' && amountCents !== undefined && timePeriod === remaining,
  );
  return {
    ...(copay?.amountCents === undefined ? {} : { copayCents: copay.amountCents }),
    ...(deductible?.amountCents === undefined ? {} : { deductibleRemainingCents: deductible.amountCents }),
    ...(coinsurance?.percent === undefined
      ? {}
      : { coinsuranceBasisPoints: Math.round(coinsurance.percent * 10_000) }),
  };
}

/** A professional visit before the plan as a whole, in network before unsaid, the individual before the family. */
function specificity({ serviceTypes, inNetwork, coverageLevel }: Benefit271): number {
  return (
    (serviceTypes.includes('98') ? 4 : 0) + (inNetwork === 'Y' ? 2 : 0) + (coverageLevel === 'FAM' ? 0 : 1)
  );
}
