import { useRef } from 'react';
import { Link } from 'wouter';
import { useDesk } from '../../api/use-api.tsx';
import { useKeys } from '../../keys/keys.tsx';
import { useRowKeys } from '../../keys/use-row-keys.ts';
import { Explains, Page, Stack } from '../../parts/page.tsx';
import { reportsFor } from './report-list.ts';
import css from './reports.module.css';

/** The reports, each with the question that it answers. */
export function ReportsPage() {
  const { practice } = useDesk();
  const list = useRef<HTMLDivElement>(null);
  useKeys(useRowKeys(list, 'Reports'));
  return (
    <Page title="Reports">
      <Stack>
        <Explains>
          Every report is reckoned from the ledger as it stands now, and says how. It can be printed, and
          saved as CSV.
        </Explains>
        <nav className={css['list']} aria-label="Reports" ref={list}>
          {reportsFor(practice.roles).map(({ path, name, answers }) => (
            <Link key={path} href={path} data-row={path}>
              <strong>{name}</strong>
              <span>{answers}</span>
            </Link>
          ))}
        </nav>
      </Stack>
    </Page>
  );
}
