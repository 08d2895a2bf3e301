import { reportGroups, type ReportGroup } from '#contracts/warehouse/report.ts';
import { useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { useRowKeys } from '../../keys/use-row-keys.ts';
import { Explains, Page } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import css from './finance.module.css';
import { groupWords, reportsThatMatch } from './library.ts';
import { PublishedThrough } from './published-notice.tsx';
import { useReportList } from './use-report.ts';

/** Every report on the warehouse, by what it is about, with the question that it answers. */
export function ReportLibraryPage() {
  const list = useReportList();
  const [words, setWords] = useState('');
  const rows = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useKeys(useRowKeys(rows, 'Reports'));
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        { keys: '/', does: 'Search in the reports', group: 'Reports', run: () => field.current?.focus() },
        {
          keys: 'Escape',
          does: 'Leave the search',
          group: 'Reports',
          whileTyping: 'only',
          run: () => field.current?.blur(),
        },
      ],
      [],
    ),
  );
  const found = useMemo(() => reportsThatMatch(list.data?.reports ?? [], words), [list.data, words]);
  return (
    <Page title="Reports of finance" crumb={<Link href="/finance">Finance</Link>}>
      {list.data === undefined ? (
        list.isError ? (
          <Failed error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <div className={css['library']} ref={rows}>
          <Explains>
            Every report is reckoned from the warehouse and says how.{' '}
            {list.data.published === undefined ? (
              'Nothing is published yet.'
            ) : (
              <>
                <PublishedThrough published={list.data.published} />.
              </>
            )}
          </Explains>
          <input
            ref={field}
            type="search"
            className={`${parts['input']} ${css['search']}`}
            placeholder="Search in the reports  ( / )"
            aria-label="Search in the reports"
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
          {found.length === 0 && (
            <Empty title="No report is about this">
              <p>Search for a word of its title, of its question or of one of its columns.</p>
            </Empty>
          )}
          {reportGroups.map((group: ReportGroup) => {
            const ofGroup = found.filter((report) => report.group === group);
            return ofGroup.length === 0 ? null : (
              <section key={group} aria-label={groupWords[group]}>
                <h2>{groupWords[group]}</h2>
                <nav className={css['list']} aria-label={groupWords[group]}>
                  {ofGroup.map(({ name, title, question }) => (
                    <Link key={name} href={`/finance/reports/${name}`} data-row={name}>
                      <strong>{title}</strong>
                      <span>{question}</span>
                    </Link>
                  ))}
                </nav>
              </section>
            );
          })}
        </div>
      )}
    </Page>
  );
}
