import type { PlainDate } from '#contracts/dates.ts';
import { Month } from '#contracts/periods.ts';
import type { Published, ReportTold } from '#contracts/warehouse/run-report.ts';
import { useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { useRowKeys } from '../../keys/use-row-keys.ts';
import { Button } from '../../parts/button.tsx';
import { Explains, Page } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Failed, Loading } from '../../parts/states.tsx';
import { dayInWords, daysInWords } from '../../words/days.ts';
import { over90Steps } from './chart-data.ts';
import { DayField } from './day-field.tsx';
import { FigureCard } from './figure-card.tsx';
import css from './finance.module.css';
import { keyFigures } from './key-figures.ts';
import { NothingPublished, PublishedThrough } from './published-notice.tsx';
import {
  lastPublishedMonth,
  monthAfter,
  monthBefore,
  questionOfMonth,
  questionOfYear,
} from './report-question.ts';
import { ReportPanel } from './report-panel.tsx';
import { useReportList } from './use-report.ts';

/** How a month went: what finance looks at first, each figure with how it is reckoned and the claims behind it. */
export function FinancePage() {
  const list = useReportList();
  const published = list.data?.published;
  return list.data === undefined ? (
    <Page title="Finance">
      {list.isError ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : <Loading />}
    </Page>
  ) : published === undefined ? (
    <Page title="Finance" actions={<FinanceLinks />}>
      <NothingPublished />
    </Page>
  ) : (
    <Dashboard published={published} reports={list.data.reports} />
  );
}

function FinanceLinks() {
  const look = `${parts['button']} ${parts['small']}`;
  return (
    <>
      <Link href="/finance/schedules" className={look}>
        Schedules <kbd className={parts['kbd']}>m</kbd>
      </Link>{' '}
      <Link href="/finance/reports" className={look}>
        All reports <kbd className={parts['kbd']}>l</kbd>
      </Link>
    </>
  );
}

function Dashboard({
  published,
  reports,
}: {
  readonly published: Published;
  readonly reports: readonly ReportTold[];
}) {
  const { practice } = useDesk();
  const last = lastPublishedMonth(published);
  const [typed, setTyped] = useState<string>(last);
  const read = Month.safeParse(typed).data;
  const month = read !== undefined && read <= last ? read : last;
  const [knownOn, setKnownOn] = useState<PlainDate>();
  const question = questionOfMonth(month, published, knownOn);
  const year = questionOfYear(month, published, knownOn);
  const figures = useRef<HTMLDivElement>(null);
  useKeys(useRowKeys(figures, 'Figures and rows'));
  const [, go] = useLocation();
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        { keys: 'b', does: 'Month before', group: 'Finance', run: () => setTyped(monthBefore(month)) },
        {
          keys: 'n',
          does: 'Next month',
          group: 'Finance',
          run: () => setTyped(month < last ? monthAfter(month) : month),
        },
        { keys: 'm', does: 'Schedules by e-mail', group: 'Finance', run: () => go('/finance/schedules') },
        { keys: 'l', does: 'All reports', group: 'Finance', run: () => go('/finance/reports') },
        { keys: 'p', does: 'Print the dashboard', group: 'Finance', run: () => window.print() },
      ],
      [month, last, go],
    ),
  );
  return (
    <Page
      title="Finance"
      actions={
        <>
          <FinanceLinks />
          <Button isSmall hotKey="p" onPress={() => window.print()}>
            Print
          </Button>
        </>
      }
      toolbar={
        <search className={css['tools']} aria-label="Which month">
          <Button isSmall hotKey="b" onPress={() => setTyped(monthBefore(month))}>
            Month before
          </Button>
          <label>
            Month{' '}
            <input
              className={parts['input']}
              type="month"
              value={typed}
              max={last}
              aria-invalid={read !== month}
              onChange={({ target }) => setTyped(target.value)}
            />
          </label>
          <Button isSmall hotKey="n" isDisabled={month >= last} onPress={() => setTyped(monthAfter(month))}>
            Next month
          </Button>
          <DayField
            words="As known on"
            value={knownOn}
            onChange={setKnownOn}
            onEmptied={() => setKnownOn(undefined)}
          />
          <span className={css['when']}>
            <PublishedThrough published={published} />
          </span>
        </search>
      }
    >
      <div className={css['ground']} ref={figures}>
        <p className={css['printed']}>
          <strong>{practice.practiceName}</strong>. <PublishedThrough published={published} />.
        </p>
        <Explains>
          {daysInWords(question.from, question.to)}, as the books stood at the end of the last of these days
          {knownOn === undefined
            ? ''
            : `, with what was known at the end of ${dayInWords(knownOn)} and nothing that came later`}
          . Every figure leads to its report, and from its rows to the claims behind it.
        </Explains>
        <div className={css['cards']}>
          {keyFigures.map((figure) => (
            <FigureCard
              key={figure.report}
              figure={figure}
              told={reports.find(({ name }) => name === figure.report)}
              month={month}
              published={published}
              knownOn={knownOn}
            />
          ))}
        </div>
        <ReportPanel
          name="aging-by-service-date"
          isWide
          title="Accounts receivable by age"
          reports={reports}
          question={question}
          note={(answer) => {
            const steps = over90Steps(answer);
            return steps === undefined
              ? 'Nothing is owed.'
              : `${(steps / 100).toFixed(2)}% of what is owed is older than 90 days.`;
          }}
        />
        <ReportPanel
          name="receivables-roll-forward"
          isWide
          title="Roll-forward of twelve months"
          reports={reports}
          question={year}
        />
        <ReportPanel
          name="cash-by-payer"
          title="Cash by payer"
          reports={reports}
          question={question}
          columns={['source', 'payer_name', 'cash_amount', 'taken_back_amount', 'share_of_cash']}
        />
        <ReportPanel
          name="denials-by-cause"
          title="Denials by cause"
          reports={reports}
          question={question}
          columns={['denial_cause', 'claims', 'denied_amount', 'share_of_denied']}
        />
      </div>
    </Page>
  );
}
