import type { PlainDate } from '#contracts/dates.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { firstOfMonth, lastOfMonth } from '#domain/reports/month-end.ts';
import { Month } from '#contracts/periods.ts';
import { allPostings } from '../../../local/cli/facts.ts';
import { samplePractice } from '../../../local/cli/samples.ts';
import type { Books } from '../independent/books.ts';
import { independentKpis } from '../independent-kpis.ts';
import type { Answer } from '../report-warehouse.ts';
import { askReport, rowsOf, type Question } from './ask-reports.ts';
import { liveAYear, type LivedYear, type YearPlan } from './live-a-year.ts';
import { officeOf } from './office-of-a-year.ts';

/** Two answers that ought to be the same, or what they ought to be. */
export interface Compared {
  readonly report: string;
  readonly asked: Question;
  readonly warehouse: readonly Answer[];
  readonly expected: readonly Answer[];
}

export interface YearChecked {
  /** Each report that is reckoned twice, at each question: by SQL on the warehouse, and by hand from the ledger. */
  readonly byHand: readonly Compared[];
  /** Each closed month as it was reported when it was closed, and as it is at the end of the year. */
  readonly closedMonths: readonly Compared[];
  /** How many postings of each cause the year has. */
  readonly causes: Readonly<Record<string, number>>;
  readonly claims: number;
  /** The last day that is in the warehouse. */
  readonly through: PlainDate;
  readonly refused: readonly string[];
  readonly faults: number;
}

/** What a month is closed on; asked again at the end of the year. */
const closedReports = ['receivables-roll-forward', 'trial-balance', 'aging-by-service-date', 'unposted-cash'];

/** Lives a year, and holds every figure of the warehouse to its ledger. */
export async function checkAYear(plan: YearPlan): Promise<YearChecked> {
  const atClosing: { readonly report: string; readonly asked: Question; readonly rows: Answer[] }[] = [];
  const year = await liveAYear(plan, async (month, { target, practiceId }) => {
    const asked = questionOf(month);
    for (const report of closedReports) {
      atClosing.push({ report, asked, rows: rowsOf(await askReport(target, practiceId, report, asked)) });
    }
  });
  try {
    const { opened, practiceId } = year;
    const { target, runtime } = opened;
    const { published } = await askReport(target, practiceId, 'trial-balance', {});
    const { through } = published;
    const books = await booksOf(year);
    const byHand: Compared[] = [];
    for (const asked of questionsOf(year.from, through)) {
      for (const [report, reckon] of Object.entries(independentKpis)) {
        const warehouse = rowsOf(await askReport(target, practiceId, report, asked));
        byHand.push({ report, asked, warehouse, expected: reckon(books, asked) });
      }
    }
    const closedMonths: Compared[] = [];
    for (const { report, asked, rows } of atClosing) {
      const warehouse = rowsOf(await askReport(target, practiceId, report, asked));
      closedMonths.push({ report, asked, warehouse, expected: rows });
    }
    return {
      byHand,
      closedMonths,
      causes: countOf(books.postings.map(({ cause }) => cause)),
      claims: books.claims.length,
      through,
      refused: year.refused,
      faults: runtime.faults().length,
    };
  } finally {
    await year.stop();
  }
}

/** Those that are not the same. */
export function differencesOf(compared: readonly Compared[]): readonly Compared[] {
  return compared.filter(
    ({ warehouse, expected }) => JSON.stringify(inOrder(warehouse)) !== JSON.stringify(inOrder(expected)),
  );
}

function inOrder(rows: readonly Answer[]): unknown[] {
  return rows.map((row) => Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function questionOf(month: string): Required<Question> {
  const known = Month.parse(month);
  return { asOf: lastOfMonth(known), from: firstOfMonth(known), to: lastOfMonth(known) };
}

/** The whole year, its first half, and each of its last months. */
function questionsOf(from: PlainDate, through: PlainDate): Required<Question>[] {
  const middle = addDays(from, 120);
  const months = [1, 2, 3, 6].map((ago) =>
    addDays(firstOfMonth(Month.parse(through.slice(0, 7))), -31 * ago),
  );
  return [
    { asOf: through, from, to: through },
    ...(middle < through ? [{ asOf: middle, from, to: middle }] : []),
    ...months.filter((day) => day > from).map((day) => questionOf(day.slice(0, 7))),
  ];
}

/** By the sample practice's payers, as a person would sort them. */
const groupOf = new Map([
  ['JUNIP', 'commercial'],
  ['BLUEW', 'commercial'],
  ['FEDMB', 'medicare'],
  ['STMCD', 'medicaid'],
]);

const payerNames = new Map(samplePractice().payers.map(({ payerId, name }) => [String(payerId), name]));

async function booksOf(year: LivedYear): Promise<Books> {
  const { facts, practiceId } = year;
  const claims = await facts.claims(practiceId);
  const history = [];
  for (const { claimId } of claims) {
    history.push(...(await facts.claim(practiceId, claimId)).history);
  }
  const postings = await allPostings(facts, practiceId);
  return { postings, claims, history, groupOf, payerNames, ...(await officeOf(year, claims)) };
}

function countOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
