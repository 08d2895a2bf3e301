import type { ExchangeNumbersAnswer } from '#contracts/exchange-numbers.ts';
import { ExchangeQuery, problemsOf, type QueryRefused } from '#contracts/queries.ts';
import { reviewNumbers } from '#domain/submission/control-numbers.ts';
import { clearinghousePair } from '#domain/submission/trading-partner.ts';
import type { ControlNumbers } from '#ports/control-numbers.ts';
import type { PracticeStore } from '#ports/practice-store.ts';

/** Answers what the control numbers exchanged with each trading partner say; changes nothing. */
export async function readExchangeStep(
  event: unknown,
  world: {
    readonly practices: Pick<PracticeStore, 'load'>;
    readonly controlNumbers: Pick<ControlNumbers, 'records'>;
  },
): Promise<ExchangeNumbersAnswer | QueryRefused> {
  const read = ExchangeQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const { practiceId } = read.data;
  const practice = await world.practices.load(practiceId);
  if (practice === undefined) {
    return {
      outcome: 'refused',
      problems: [`practiceId: there is no practice ${practiceId}`],
      because: 'not-found',
    };
  }
  const records = await world.controlNumbers.records(practiceId, clearinghousePair(practice));
  return { outcome: 'numbers', partners: records.map(reviewNumbers) };
}
