import { PlainDate } from '#contracts/dates.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { Chip } from '../../parts/figures.tsx';
import { useToday } from '../../parts/now.tsx';
import parts from '../../parts/parts.module.css';
import { Notice } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import { dollars } from '../../words/dollars.ts';
import { ReportPage } from './report-page.tsx';
import { daySheetColumns, daySheetRows, type DaySheetRow } from './report-tables.ts';
import css from './reports.module.css';

const route = routeNamed(reportRoutes, 'report-day-sheet');

/** What a posting day adds up to. */
export function DaySheetReportPage() {
  const today = useToday();
  const [day, setDay] = useState<string>(today);
  const isDay = PlainDate.safeParse(day).success;
  const answer = useAnswer(route, { day }, {}, { isAsked: isDay, everySeconds: 60 });
  const sheet = answer.data?.sheet.day === day ? answer.data.sheet : undefined;
  return (
    <ReportPage<DaySheetRow>
      title="Day sheet"
      fileName={`day-sheet-${day}`}
      answer={answer}
      parameters={
        <label>
          Posting day{' '}
          <input
            className={`${parts['input']} ${css['day']}`}
            type="date"
            value={day}
            onChange={({ target }) => setDay(target.value)}
          />
        </label>
      }
      formula={
        <div className={css['formula']}>
          <p>
            Receivables after the day = receivables before it + every debit − every credit that the day
            brought on “Payer receivable”, “Denied, to be worked” and “Patient receivable”.
          </p>
          <p>
            The deposit slip must hold what was entered by hand in cash, checks and cards; electronic
            transfers are on no slip. Debits less credits is zero, or the ledger is damaged.
          </p>
        </div>
      }
      summary={
        sheet !== undefined && (
          <>
            <h2>
              {dayInWords(sheet.day)}{' '}
              {sheet.closed ? <Chip tone="good">Closed</Chip> : <Chip tone="note">Open</Chip>}{' '}
              {sheet.isTotalled ? <Chip>Totalled</Chip> : <Chip tone="warning">Not totalled yet</Chip>}
            </h2>
            <p>
              {sheet.postings.toLocaleString('en-US')} {sheet.postings === 1 ? 'posting' : 'postings'},{' '}
              {sheet.batches.length} {sheet.batches.length === 1 ? 'batch' : 'batches'} entered by hand.
            </p>
            {sheet.differenceCents !== 0 && (
              <Notice tone="danger" title={`Debits and credits differ by ${dollars(sheet.differenceCents)}`}>
                <p>The ledger is damaged: tell whoever runs Claimwright at once.</p>
              </Notice>
            )}
          </>
        )
      }
      table={
        sheet && {
          label: 'Day sheet',
          columns: daySheetColumns,
          rows: daySheetRows(sheet),
          idOf: ({ part, what }) => `${part} ${what}`,
          empty: { title: 'Nothing is on the sheet', words: 'The day brought nothing.' },
        }
      }
    />
  );
}
