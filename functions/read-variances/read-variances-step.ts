import { problemsOf } from '#contracts/queries.ts';
import { VarianceQuery, type VarianceAnswer } from '#contracts/variances.ts';
import { daysBetween } from '#domain/calendar/plain-date.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { seeLatePayments, seeVariances, type SeeVariancesWorld } from '#ports/see-variances.ts';

export interface ReadVariancesWorld extends SeeVariancesWorld {
  readonly practices: Pick<PracticeStore, 'edition'>;
}

/** A year and a day. */
const mostDays = 366;

/** Answers what payers allowed beside their contracts, or paid late, a page at a time; changes nothing. */
export async function readVariancesStep(event: unknown, world: ReadVariancesWorld): Promise<VarianceAnswer> {
  const read = VarianceQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const { report, practiceId, from, to, next } = read.data;
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > mostDays) {
    return {
      outcome: 'refused',
      problems: [`to: found ${to}, ${days} days from ${from} on; expected 1 to ${mostDays} days`],
    };
  }
  const practice = await world.practices.edition(practiceId);
  if (practice === undefined) {
    return { outcome: 'refused', problems: [`practiceId: there is no practice ${practiceId}`] };
  }
  if (report === 'variances') {
    const seen = await seeVariances(practice, { from, to, next }, world);
    return { outcome: 'variances', ...seen, variances: [...seen.variances] };
  }
  const seen = await seeLatePayments(practice, { from, to, next }, world);
  return {
    outcome: 'late-payments',
    ...seen,
    payments: [...seen.payments],
    interest: [...seen.interest],
    practice: { name: practice.name, npi: practice.npi, taxId: practice.taxId },
    payers: practice.payers.flatMap(({ payerId, name, promptPay }) =>
      promptPay === undefined ? [] : [{ payerId, name, promptPay }],
    ),
  };
}
