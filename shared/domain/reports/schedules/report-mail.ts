import type { PracticeId } from '#contracts/identifiers.ts';
import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import type { AskedDays, FiguresReach, ReportRhythm } from '#contracts/warehouse/report-schedule.ts';
import { askedWithin } from './figures-reach.ts';
import { longDayInWords, rhythmInWords } from './schedule-words.ts';

/** What a mail about a report says; there is nothing else that it could say. */
export interface ReportMailFacts {
  readonly practiceId: PracticeId;
  /** What the practice calls itself. */
  readonly practiceName: string;
  readonly report: Pick<WarehouseReport, 'name' | 'title' | 'asks'>;
  readonly rhythm: ReportRhythm;
  readonly asked: AskedDays;
  readonly figures: FiguresReach;
  /** The user name of whom to ask about the schedule. */
  readonly madeBy: string;
  /** Where the application is, with a slash at its end. */
  readonly applicationUrl: string;
}

interface MailWords {
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** The address of a report in the application, which asks whoever opens it to sign in. */
export function addressOfMailedReport({
  applicationUrl,
  practiceId,
  report,
  asked,
  figures,
}: Omit<ReportMailFacts, 'practiceName' | 'rhythm' | 'madeBy'>): string {
  const { asOf, from, to } = askedWithin(asked, figures);
  const days = new URLSearchParams(report.asks === 'period' ? { asOf, from, to } : { asOf });
  return `${applicationUrl}${practiceId}/finance/reports/${report.name}?${days.toString()}`;
}

/** Where the schedules of a practice are seen and changed. */
function addressOfSchedules({ applicationUrl, practiceId }: ReportMailFacts): string {
  return `${applicationUrl}${practiceId}/finance/schedules`;
}

/**
 * A mail that a report is ready: a title, days, and where to read it. No figure, nothing about a patient and no text that
 * somebody typed is among its facts, but for the practice's own name.
 */
export function reportMail(facts: ReportMailFacts): MailWords {
  const { practiceName, report, rhythm, madeBy } = facts;
  return {
    subject: `Report ready: ${report.title}`,
    text: [
      `The report "${report.title}" of ${practiceName} is ready.`,
      '',
      daysInWords(facts),
      ...reachInWords(facts),
      '',
      'Read it here; you will be asked to sign in:',
      addressOfMailedReport(facts),
      '',
      `You are told ${rhythmInWords(rhythm)}, because ${madeBy} put you on this schedule. To change or stop it:`,
      addressOfSchedules(facts),
      '',
      'This mail holds no figures, and nobody reads answers to it.',
      '',
    ].join('\n'),
  };
}

function daysInWords({ report, asked: { asOf, from, to } }: ReportMailFacts): string {
  return report.asks === 'period'
    ? `It covers ${longDayInWords(from)} to ${longDayInWords(to)}.`
    : `It shows how things stood at the end of ${longDayInWords(asOf)}.`;
}

function reachInWords({ figures }: ReportMailFacts): string[] {
  switch (figures.is) {
    case 'whole':
      return [];
    case 'ends-earlier':
      return [
        `Please note: its figures end at ${longDayInWords(figures.through)}. What came after that day is not in the warehouse yet.`,
      ];
    case 'may-change':
      return [
        'Please note: the closed month is not published as closed yet. What was entered last may be missing.',
      ];
    case 'nothing':
      return [
        'Please note: nothing of the practice is in the warehouse yet. The report will be empty until then.',
      ];
  }
}
