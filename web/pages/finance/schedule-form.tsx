import { reportScheduleRoutes } from '#contracts/staff-api/report-schedules.ts';
import { reportSpans, weekdays, type ReportRhythm } from '#contracts/warehouse/report-schedule.ts';
import type { ReportTold } from '#contracts/warehouse/run-report.ts';
import { reportMail } from '#domain/reports/schedules/report-mail.ts';
import { leftOutWords, spanWords } from '#domain/reports/schedules/schedule-words.ts';
import { useId, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import { Button } from '../../parts/button.tsx';
import { DialogActions } from '../../parts/dialog.tsx';
import { Explains } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Failed, Notice } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import { settingsOf, type ScheduleDraft } from './schedule-draft.ts';
import css from './schedules.module.css';

const previewSchedule = routeNamed(reportScheduleRoutes, 'preview-report-schedule');

const rhythmWords: Readonly<Record<ReportRhythm['every'], string>> = {
  day: 'Every day',
  week: 'Every week',
  month: 'Every month',
  'month-close': 'When a month is closed',
};

interface ScheduleFormProps {
  readonly beginning: ScheduleDraft;
  readonly reports: readonly ReportTold[];
  readonly readers: readonly { readonly user: string; readonly name: string }[];
  readonly submit: string;
  readonly isWaiting: boolean;
  readonly error: Error | null;
  readonly onHandIn: (draft: ScheduleDraft) => void;
  readonly onCancel: () => void;
}

/** Which report, of which days, how often and for whom; below it what would come of it. */
export function ScheduleForm({
  beginning,
  reports,
  readers,
  submit,
  isWaiting,
  error,
  onHandIn,
  onCancel,
}: ScheduleFormProps) {
  const [draft, setDraft] = useState(beginning);
  const id = useId();
  const people = [
    ...readers,
    // Who is on it and may not read reports any more can be taken off.
    ...beginning.recipients
      .filter((user) => !readers.some((reader) => reader.user === user))
      .map((user) => ({ user, name: user })),
  ];
  const set = (change: Partial<ScheduleDraft>) => setDraft({ ...draft, ...change });
  const mayHandIn = draft.recipients.length > 0 && !isWaiting;
  return (
    <form
      className={css['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (mayHandIn) {
          onHandIn(draft);
        }
      }}
    >
      <label className={css['field']}>
        Report
        <select
          className={parts['select']}
          value={draft.reportName}
          onChange={({ target }) => set({ reportName: target.value })}
        >
          {reports.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className={css['field']}>
        How often
        <select
          className={parts['select']}
          value={draft.every}
          aria-describedby={`${id}-often`}
          onChange={({ target }) => set({ every: rhythmNamed(target.value) })}
        >
          {Object.entries(rhythmWords).map(([every, words]) => (
            <option key={every} value={every}>
              {words}
            </option>
          ))}
        </select>
        <small id={`${id}-often`}>
          From six in the morning, by the practice’s clock, as soon as the figures are there.
        </small>
      </label>
      {draft.every === 'week' && (
        <label className={css['field']}>
          Day of the week
          <select
            className={parts['select']}
            value={draft.weekday}
            onChange={({ target }) =>
              set({ weekday: weekdays.find((day) => day === target.value) ?? draft.weekday })
            }
          >
            {weekdays.map((day) => (
              <option key={day} value={day}>
                {day.charAt(0).toUpperCase() + day.slice(1)}
              </option>
            ))}
          </select>
        </label>
      )}
      {draft.every === 'month' && (
        <label className={css['field']}>
          Day of the month
          <select
            className={parts['select']}
            value={draft.dayOfMonth}
            aria-describedby={`${id}-day`}
            onChange={({ target }) => set({ dayOfMonth: Number(target.value) })}
          >
            {Array.from({ length: 31 }, (_, day) => (
              <option key={day} value={day + 1}>
                {day + 1}
              </option>
            ))}
          </select>
          <small id={`${id}-day`}>A month that does not have the day: its last one.</small>
        </label>
      )}
      {draft.every !== 'month-close' && (
        <label className={css['field']}>
          Of which days
          <select
            className={parts['select']}
            value={draft.span}
            onChange={({ target }) =>
              set({ span: reportSpans.find((span) => span === target.value) ?? draft.span })
            }
          >
            {reportSpans.map((span) => (
              <option key={span} value={span}>
                {spanWords[span]}
              </option>
            ))}
          </select>
        </label>
      )}
      <fieldset className={css['people']}>
        <legend>Who is told</legend>
        {people.map(({ user, name }) => (
          <label key={user}>
            <input
              type="checkbox"
              checked={draft.recipients.includes(user)}
              onChange={({ target }) =>
                set({
                  recipients: target.checked
                    ? [...draft.recipients, user]
                    : draft.recipients.filter((one) => one !== user),
                })
              }
            />
            <span>{name === user ? user : `${name} (${user})`}</span>
          </label>
        ))}
      </fieldset>
      <Outlook draft={draft} reports={reports} />
      {error !== null && <Failed error={error} />}
      <DialogActions>
        <Button onPress={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" isDisabled={!mayHandIn}>
          {submit}
        </Button>
      </DialogActions>
    </form>
  );
}

function rhythmNamed(name: string): ReportRhythm['every'] {
  switch (name) {
    case 'day':
    case 'week':
    case 'month':
      return name;
    default:
      return 'month-close';
  }
}

/** When it would be due, for whom, and the mail as it would be. */
function Outlook({
  draft,
  reports,
}: {
  readonly draft: ScheduleDraft;
  readonly reports: readonly ReportTold[];
}) {
  const { me, practice } = useDesk();
  const settings = settingsOf(draft);
  const preview = useAnswer(previewSchedule, {}, settings, { isAsked: settings.recipients.length > 0 });
  const report = reports.find(({ name }) => name === draft.reportName);
  if (settings.recipients.length === 0) {
    return <Explains>Choose at least one person.</Explains>;
  }
  if (preview.data === undefined || report === undefined) {
    return preview.isError ? <Failed error={preview.error} /> : null;
  }
  const { next, asked, recipients } = preview.data;
  const mail = reportMail({
    practiceId: practice.practiceId,
    practiceName: practice.practiceName,
    report,
    rhythm: settings.rhythm,
    asked,
    figures: { is: 'whole' },
    madeBy: me.user,
    applicationUrl: `${globalThis.location.origin}/`,
  });
  return (
    <>
      <Explains>
        {next.length === 0
          ? 'Next after the next closing of a month.'
          : `Next on ${next.map(dayInWords).join('; ')}.`}
      </Explains>
      {recipients
        .filter(({ leftOut }) => leftOut !== undefined)
        .map(({ user, leftOut }) => (
          <Notice
            key={user}
            tone="warning"
            title={`${user} ${leftOut === undefined ? '' : leftOutWords[leftOut]} and gets no mail`}
          />
        ))}
      <details className={css['mail']}>
        <summary>The mail</summary>
        <p>
          <strong>{mail.subject}</strong>
        </p>
        <pre>{mail.text}</pre>
      </details>
    </>
  );
}
