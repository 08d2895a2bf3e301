import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import { weekdays, type FiguresReach, type ReportRhythm } from '#contracts/warehouse/report-schedule.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { askedWithin, figuresReach } from '#domain/reports/schedules/figures-reach.ts';
import {
  addressOfMailedReport,
  reportMail,
  type ReportMailFacts,
} from '#domain/reports/schedules/report-mail.ts';
import { longDayInWords, rhythmInWords } from '#domain/reports/schedules/schedule-words.ts';
import { warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { addressOfReport, questionIn } from '../../../../web/pages/finance/report-question.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);
const reportNamed = (wanted: string): (typeof warehouseReports)[number] => {
  const found = warehouseReports.find(({ name }) => name === wanted);
  if (found === undefined) {
    throw new Error(`There is no report ${wanted}`);
  }
  return found;
};

const march = { asOf: day('2026-03-31'), from: day('2026-03-01'), to: day('2026-03-31') };
const facts: ReportMailFacts = {
  practiceId: PracticeId.parse('cedar-hill'),
  practiceName: 'Cedar Hill Family Medicine',
  report: reportNamed('trial-balance'),
  rhythm: { every: 'month', on: 2 },
  asked: march,
  figures: { is: 'whole' },
  madeBy: 'f.ruiz',
  applicationUrl: 'https://claims.example.org/',
};

describe('A mail about a report', () => {
  test('says which report of which days, and where it is read', () => {
    expect(reportMail(facts)).toEqual({
      subject: 'Report ready: Trial balance',
      text: `The report "Trial balance" of Cedar Hill Family Medicine is ready.

It covers March 1, 2026 to March 31, 2026.

Read it here; you will be asked to sign in:
https://claims.example.org/cedar-hill/finance/reports/trial-balance?asOf=2026-03-31&from=2026-03-01&to=2026-03-31

You are told on the 2nd of every month, because f.ruiz put you on this schedule. To change or stop it:
https://claims.example.org/cedar-hill/finance/schedules

This mail holds no figures, and nobody reads answers to it.
`,
    });
  });

  test.each<[FiguresReach, string]>([
    [
      { is: 'ends-earlier', through: day('2026-03-29') },
      'its figures end at March 29, 2026. What came after that day is not in the warehouse yet.',
    ],
    [{ is: 'may-change' }, 'the closed month is not published as closed yet.'],
    [{ is: 'nothing' }, 'nothing of the practice is in the warehouse yet.'],
  ])('says where the figures are not whole: %o', (figures, words) => {
    expect(reportMail({ ...facts, figures }).text).toContain(`Please note: ${words}`);
  });

  test('says of a report of one day how things stood at its end', () => {
    expect(reportMail({ ...facts, report: reportNamed('open-receivables') }).text).toContain(
      'It shows how things stood at the end of March 31, 2026.',
    );
  });

  test('leads to the page of the report, which asks for the same days', () => {
    const report = reportNamed('month-end-close-pack');
    const address = addressOfMailedReport({ ...facts, report });
    const at = address.indexOf('?');
    expect(questionIn(address.slice(at + 1))).toEqual(march);
    expect(address.slice(0, at)).toBe(
      `https://claims.example.org/cedar-hill${addressOfReport('month-end-close-pack', {})}`,
    );
  });

  test.each([
    ['2026-03-29', { asOf: '2026-03-29', from: '2026-03-01', to: '2026-03-29' }],
    ['2026-02-20', { asOf: '2026-02-20', from: '2026-02-01', to: '2026-02-20' }],
  ])('asks for no day after the last one that is published, %s', (through, asked) => {
    const figures = figuresReach(march, day(through), true);
    expect(askedWithin(march, figures)).toEqual(asked);
  });

  test.each<[string | undefined, boolean, FiguresReach['is']]>([
    [undefined, true, 'nothing'],
    ['2026-03-30', true, 'ends-earlier'],
    ['2026-03-31', false, 'may-change'],
    ['2026-03-31', true, 'whole'],
    ['2026-04-05', true, 'whole'],
  ])(
    'has with a warehouse up to %s, month published as closed %s, figures that are %s',
    (through, isFinal, is) => {
      expect(figuresReach(march, through === undefined ? undefined : day(through), isFinal).is).toBe(is);
    },
  );

  test.each<[ReportRhythm, string]>([
    [{ every: 'day' }, 'every day'],
    [{ every: 'week', on: 'friday' }, 'every Friday'],
    [{ every: 'month', on: 1 }, 'on the 1st of every month'],
    [{ every: 'month', on: 12 }, 'on the 12th of every month'],
    [{ every: 'month', on: 23 }, 'on the 23rd of every month'],
    [{ every: 'month', on: 29 }, 'on the 29th of every month, or its last day'],
    [{ every: 'month', on: 31 }, 'on the last day of every month'],
    [{ every: 'month-close' }, 'when a month is closed'],
  ])('calls %o %s', (rhythm, words) => {
    expect(rhythmInWords(rhythm)).toBe(words);
  });
});

/** Every word that a mail may have, beside its facts: a title, days, names and addresses. */
const closedList = new Set(
  `a after and answers are as asked at because change closed come covers day due empty end entered every figures from here
  holds how if in is it its last mail may missing month no nobody not note nothing of on or please practice published put
  read reads ready report schedule shows sign stood stop that the then things this to told until warehouse was what will
  yet you be came`
    .split(/\s+/)
    .filter(Boolean),
);

const anyDay = fc.integer({ min: 0, max: 4000 }).map((days) => addDays(day('2025-01-01'), days));
const anyRhythm: fc.Arbitrary<ReportRhythm> = fc.oneof(
  fc.constant<ReportRhythm>({ every: 'day' }),
  fc.constantFrom(...weekdays).map((on): ReportRhythm => ({ every: 'week', on })),
  fc.integer({ min: 1, max: 31 }).map((on): ReportRhythm => ({ every: 'month', on })),
  fc.constant<ReportRhythm>({ every: 'month-close' }),
);
const anyFigures: fc.Arbitrary<FiguresReach> = fc.oneof(
  fc.constantFrom<FiguresReach>({ is: 'whole' }, { is: 'may-change' }, { is: 'nothing' }),
  anyDay.map((through): FiguresReach => ({ is: 'ends-earlier', through })),
);

describe('Any mail about any report', () => {
  test('has words of a closed list, titles, days, names of the practice and the sender, and addresses: no figure and no patient', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...warehouseReports),
        anyRhythm,
        anyFigures,
        anyDay,
        anyDay,
        (report, rhythm, figures, from, to) => {
          const given = { ...facts, report, rhythm, figures, asked: { asOf: to, from, to } };
          const { subject, text } = reportMail(given);
          const days = askedDays(given);
          const known = [
            addressOfMailedReport(given),
            `${facts.applicationUrl}${facts.practiceId}/finance/schedules`,
            report.title,
            facts.practiceName,
            facts.madeBy,
            rhythmInWords(rhythm),
            ...days.map(longDayInWords),
          ];
          let rest = `${subject}\n${text}`;
          for (const one of known) {
            rest = rest.replaceAll(one, ' ');
          }
          const words = rest
            .toLowerCase()
            .split(/[\s.,:;"]+/)
            .filter(Boolean);
          expect(words.filter((word) => !closedList.has(word))).toEqual([]);
          expect(addressOfMailedReport(given)).toMatch(
            /^https:\/\/claims\.example\.org\/cedar-hill\/finance\/reports\/[a-z0-9-]+\?asOf=[\d-]{10}(?:&from=[\d-]{10}&to=[\d-]{10})?$/,
          );
        },
      ),
    );
  });
});

function askedDays({ asked, figures }: ReportMailFacts): PlainDate[] {
  return [asked.asOf, asked.from, asked.to, ...(figures.is === 'ends-earlier' ? [figures.through] : [])];
}
