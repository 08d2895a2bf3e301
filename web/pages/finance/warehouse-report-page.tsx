import type { ReportTold } from '#contracts/warehouse/run-report.ts';
import { useMemo } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/figures.tsx';
import { Page } from '../../parts/page.tsx';
import { Empty, Failed, Loading, Notice } from '../../parts/states.tsx';
import { dayInWords, daysInWords } from '../../words/days.ts';
import { ReportPage } from '../reports/report-page.tsx';
import { chartOf } from './chart-data.ts';
import { DayField } from './day-field.tsx';
import css from './finance.module.css';
import { Formula } from './how-it-is-reckoned.tsx';
import { ReportChart } from './lazy-chart.tsx';
import { NothingPublished, PublishedThrough } from './published-notice.tsx';
import { addressOfReport, dayKnown, endOfDay, questionIn, type Question } from './report-question.ts';
import { addressBehind, columnWords, rowsOf, tableColumns, textOf, type AnswerRow } from './report-table.ts';
import { useClaimLook } from './use-claim-look.tsx';
import { useReport, useReportList } from './use-report.ts';

const home = { href: '/finance/reports', name: 'Reports of finance' };

/** A report on the warehouse: of what it is asked, its chart, its rows, and how they are reckoned. */
export function WarehouseReportPage({ reportName }: { readonly reportName: string }) {
  const list = useReportList();
  const told = list.data?.reports.find(({ name }) => name === reportName);
  if (list.data === undefined || told === undefined) {
    return (
      <Page title="Report" crumb={<Link href={home.href}>{home.name}</Link>}>
        {list.isError ? (
          <Failed error={list.error} onRetry={() => void list.refetch()} />
        ) : list.data === undefined ? (
          <Loading />
        ) : (
          <Empty title="There is no such report">
            <p>
              No report is called “{reportName}”. <Link href={home.href}>See all of them</Link>.
            </p>
          </Empty>
        )}
      </Page>
    );
  }
  return list.data.published === undefined ? (
    <Page title={told.title} crumb={<Link href={home.href}>{home.name}</Link>}>
      <NothingPublished />
    </Page>
  ) : (
    <Report key={reportName} told={told} reports={list.data.reports} through={list.data.published.through} />
  );
}

/** What is set to nothing, the server fills in. */
type Changed = { readonly [Part in keyof Question]: Question[Part] | undefined };

interface ReportProps {
  readonly told: ReportTold;
  readonly reports: readonly ReportTold[];
  readonly through: string;
}

function Report({ told, reports, through }: ReportProps) {
  const [, go] = useLocation();
  const search = useSearch();
  const question = useMemo(() => questionIn(search), [search]);
  const report = useReport(told.name, question);
  const answer = report.data?.outcome === 'answered' ? report.data : undefined;
  const columns = useMemo(() => tableColumns(answer?.columns ?? []), [answer]);
  const rows = useMemo(() => (answer === undefined ? [] : rowsOf(answer)), [answer]);
  const looks = useClaimLook(answer?.columns ?? []);
  const behind = reports.find(({ name }) => name === told.drillsInto?.report);
  const asked: Question = { ...answer?.asked, ...question };
  const change = (next: Changed) =>
    go(addressOfReport(told.name, { ...question, ...next }), { replace: true });
  const fileDay = asked.asOf === undefined ? '' : `-${asked.asOf}`;
  return (
    <ReportPage<AnswerRow>
      title={told.title}
      fileName={`${told.name}${fileDay}`}
      home={home}
      answer={report}
      parameters={<Parameters told={told} asked={asked} through={through} onChange={change} />}
      formula={
        <>
          <Formula told={told} />
          <details className={css['how']}>
            <summary>What the columns mean</summary>
            <dl className={css['meanings']}>
              {told.columns.map(({ name, meaning }) => [
                <dt key={`${name} name`}>{columnWords(name)}</dt>,
                <dd key={name}>{meaning}</dd>,
              ])}
            </dl>
          </details>
        </>
      }
      summary={
        answer !== undefined && (
          <div className={css['ground']}>
            <p className={css['asOf']}>
              {told.asks === 'period'
                ? `${daysInWords(answer.asked.from, answer.asked.to)}, as of ${dayInWords(answer.asked.asOf)}. `
                : `As of the end of ${dayInWords(answer.asked.asOf)}. `}
              {answer.asked.knownAt !== undefined &&
                `As it was known at the end of ${dayInWords(dayKnown(answer.asked.knownAt))}. `}
              <PublishedThrough published={answer.published} />.
            </p>
            {answer.asked.where !== undefined && (
              <p className={css['chosen']}>
                Only rows with{' '}
                {answer.asked.where.map(({ column, value }) => {
                  const known = answer.columns.find(({ name }) => name === column);
                  return (
                    <Chip key={column} tone="note">
                      {columnWords(column)}: {known === undefined ? '' : textOf(known, value) || 'none'}
                    </Chip>
                  );
                })}
                <Button
                  isSmall
                  onPress={() => {
                    const { where: _where, ...all } = question;
                    go(addressOfReport(told.name, all), { replace: true });
                  }}
                >
                  All rows
                </Button>
              </p>
            )}
            {answer.isCut && (
              <Notice
                tone="warning"
                title={`Only the first ${rows.length.toLocaleString('en-US')} rows are shown`}
              >
                <p>The report is longer. Ask for a shorter period, or come to it from a row of a summary.</p>
              </Notice>
            )}
            {behind !== undefined && rows.length > 0 && (
              <p className={css['asOf']}>Open a row for what is behind it: {behind.title.toLowerCase()}.</p>
            )}
            <ReportChart chart={chartOf(told.name, answer)} />
          </div>
        )
      }
      table={
        answer && {
          label: told.title,
          columns,
          rows,
          idOf: ({ place }) => String(place),
          looks,
          empty: {
            title: 'Nothing',
            words: 'There is nothing of this in the time that was asked for.',
          },
          ...(behind !== undefined && {
            onOpen: (row: AnswerRow) => go(addressBehind(told, behind, answer, row) ?? home.href),
          }),
        }
      }
    />
  );
}

interface ParametersProps {
  readonly told: ReportTold;
  readonly asked: Question;
  readonly through: string;
  readonly onChange: (question: Changed) => void;
}

function Parameters({ told, asked, through, onChange }: ParametersProps) {
  const days = told.asks === 'period' ? (['from', 'to', 'asOf'] as const) : (['asOf'] as const);
  const { knownAt } = asked;
  return (
    <>
      {days.map((day) => (
        <DayField
          key={day}
          words={{ from: 'From', to: 'To', asOf: 'As of' }[day]}
          value={asked[day]}
          max={through}
          onChange={(value) =>
            // Another period is asked as it stood at its own end, until a day is asked for again.
            onChange(day === 'to' ? { to: value, asOf: undefined } : { [day]: value })
          }
        />
      ))}
      <DayField
        words="As known on"
        value={knownAt === undefined ? undefined : dayKnown(knownAt)}
        onChange={(value) => onChange({ knownAt: endOfDay(value) })}
        onEmptied={() => onChange({ knownAt: undefined })}
      />
    </>
  );
}
