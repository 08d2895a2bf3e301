import type { CoderAccuracy } from '#contracts/coding-audit.ts';
import { PlainDate } from '#contracts/dates.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { Amount, Facts } from '../../parts/figures.tsx';
import { useToday } from '../../parts/now.tsx';
import parts from '../../parts/parts.module.css';
import { daysInWords } from '../../words/days.ts';
import { ReportPage } from './report-page.tsx';
import { accuracyColumns, accuracyNetCents } from './report-tables.ts';
import css from './reports.module.css';

const route = routeNamed(reportRoutes, 'report-coding-accuracy');

/** How right each coder was, from the audits that were closed in a time. */
export function CodingAccuracyReportPage() {
  const today = useToday();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [wantedFrom, wantedTo] = [from, to].map((text) => PlainDate.safeParse(text).data);
  const answer = useAnswer(
    route,
    {},
    {
      ...(wantedFrom !== undefined && { from: wantedFrom }),
      ...(wantedTo !== undefined && { to: wantedTo }),
    },
    { everySeconds: 60 },
  );
  const seen = answer.data;
  return (
    <ReportPage<CoderAccuracy>
      title="Coding accuracy"
      fileName="coding-accuracy"
      answer={answer}
      parameters={
        <>
          <label>
            From{' '}
            <input
              className={`${parts['input']} ${css['day']}`}
              type="date"
              value={from || (seen?.from ?? '')}
              max={today}
              onChange={({ target }) => setFrom(target.value)}
            />
          </label>
          <label>
            To{' '}
            <input
              className={`${parts['input']} ${css['day']}`}
              type="date"
              value={to || (seen?.to ?? '')}
              onChange={({ target }) => setTo(target.value)}
            />
          </label>
        </>
      }
      formula={
        <div className={css['formula']}>
          <p>
            Right = (codes − errors) ÷ codes, of diagnoses, procedures, visit levels and modifiers together,
            rounded down. A code counts where it was coded or should have been; units and pointers are told
            beside it.
          </p>
          <p>
            Coded too high is what the practice would have billed wrongly; Coded too low is what it would have
            lost. Counted are the audits closed on the days shown; they are the last ninety unless you say
            otherwise.
          </p>
        </div>
      }
      summary={
        seen !== undefined && (
          <Facts
            facts={[
              { name: 'Audits closed', value: daysInWords(seen.from, seen.to) },
              {
                name: 'Too high less too low',
                value: <Amount of={accuracyNetCents(seen.coders)} />,
              },
            ]}
          />
        )
      }
      table={
        seen && {
          label: 'Coders',
          columns: accuracyColumns,
          rows: seen.coders,
          idOf: ({ coder }) => coder,
          empty: {
            title: 'No audit was closed in this time',
            words: 'Audits are drawn by chance and by risk, before claims are submitted.',
          },
        }
      }
    />
  );
}
