import type {
  weekdays,
  ReportRhythm,
  ReportSpan,
  ScheduleSettings,
} from '#contracts/warehouse/report-schedule.ts';

/** A schedule as it is being said: both days are kept while the rhythm is changed. */
export interface ScheduleDraft {
  readonly reportName: string;
  readonly span: ReportSpan;
  readonly every: ReportRhythm['every'];
  readonly weekday: (typeof weekdays)[number];
  readonly dayOfMonth: number;
  readonly recipients: readonly string[];
}

/** A new schedule begins with the report of the month before, on the second of each month, for who makes it. */
export function newDraft(reportName: string, user: string): ScheduleDraft {
  return {
    reportName,
    span: 'month-before',
    every: 'month',
    weekday: 'monday',
    dayOfMonth: 2,
    recipients: [user],
  };
}

export function draftOf({ reportName, span, rhythm, recipients }: ScheduleSettings): ScheduleDraft {
  return {
    ...newDraft(reportName, ''),
    span,
    every: rhythm.every,
    ...(rhythm.every === 'week' && { weekday: rhythm.on }),
    ...(rhythm.every === 'month' && { dayOfMonth: rhythm.on }),
    recipients,
  };
}

function rhythmOf({ every, weekday, dayOfMonth }: ScheduleDraft): ReportRhythm {
  switch (every) {
    case 'week':
      return { every, on: weekday };
    case 'month':
      return { every, on: dayOfMonth };
    case 'day':
    case 'month-close':
      return { every };
  }
}

/** What is handed in: what follows a closing is about the closed month. */
export function settingsOf(draft: ScheduleDraft): ScheduleSettings {
  const { reportName, span, every, recipients } = draft;
  return {
    reportName,
    span: every === 'month-close' ? 'month-before' : span,
    rhythm: rhythmOf(draft),
    recipients: [...recipients],
  };
}
