import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { remittanceRoutes } from '#contracts/staff-api/remittances.ts';
import { useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Amount, Chip, Code } from '../../parts/figures.tsx';
import { Page } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import { payerMethodInWords, remittanceStateWords } from '../../words/remittance-words.ts';
import { filterRemittances, remittanceSelections, type RemittanceSelection } from './remittance-filter.ts';
import css from './remittances.module.css';

const listRemittances = routeNamed(remittanceRoutes, 'list-remittances');

const columns: readonly TableColumn<RemittanceRun>[] = [
  { id: 'payer', name: 'Payer', cell: ({ payerName }) => payerName, sortBy: ({ payerName }) => payerName },
  {
    id: 'number',
    name: 'Check or EFT number',
    cell: ({ traceNumber }) => <Code>{traceNumber}</Code>,
    sortBy: ({ traceNumber }) => traceNumber,
  },
  {
    id: 'method',
    name: 'Paid by',
    cell: ({ paymentMethod, paymentBatchId }) => (
      <>
        {payerMethodInWords(paymentMethod)} {paymentBatchId !== undefined && <Chip>On paper</Chip>}
      </>
    ),
    sortBy: ({ paymentMethod }) => payerMethodInWords(paymentMethod),
  },
  {
    id: 'day',
    name: 'Payment date',
    cell: ({ paymentDate }) => dayInWords(paymentDate),
    sortBy: ({ paymentDate }) => paymentDate,
  },
  {
    id: 'amount',
    name: 'Amount',
    cell: ({ paymentCents }) => <Amount of={paymentCents} />,
    sortBy: ({ paymentCents }) => paymentCents,
    isNumber: true,
  },
  {
    id: 'state',
    name: 'State',
    cell: ({ state }) => (
      <Chip tone={remittanceStateWords[state].tone}>{remittanceStateWords[state].name}</Chip>
    ),
    sortBy: ({ state }) => remittanceStateWords[state].name,
  },
  {
    id: 'claims',
    name: 'Claims',
    cell: ({ claims }) => claims,
    sortBy: ({ claims }) => claims,
    isNumber: true,
  },
  {
    id: 'posted',
    name: 'Posted',
    cell: ({ posted }) => posted,
    sortBy: ({ posted }) => posted,
    isNumber: true,
  },
  {
    id: 'parked',
    name: 'Parked',
    cell: ({ suspended }) => (suspended > 0 ? <Chip tone="warning">{suspended}</Chip> : suspended),
    sortBy: ({ suspended }) => suspended,
    isNumber: true,
  },
];

/** What payers sent about their payments, and how far each has been posted. */
export function RemittancesPage() {
  const [, go] = useLocation();
  const answer = useAnswer(listRemittances, {}, {}, { everySeconds: 20 });
  const [selection, setSelection] = useState<RemittanceSelection>('all');
  const [typed, setTyped] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        { keys: '/', does: 'Search the list', group: 'Remittances', run: () => search.current?.focus() },
      ],
      [],
    ),
  );
  const runs = answer.data?.runs;
  const shown = useMemo(() => filterRemittances(runs ?? [], selection, typed), [runs, selection, typed]);
  return (
    <Page
      title="Remittances"
      isFlush
      toolbar={
        <search className={css['tools']} aria-label="Remittances">
          <select
            className={parts['select']}
            aria-label="Which remittances"
            value={selection}
            onChange={({ target }) => setSelection(target.value as RemittanceSelection)}
          >
            {Object.entries(remittanceSelections).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
          <input
            ref={search}
            className={parts['input']}
            type="search"
            aria-label="Payer, number, day or amount"
            placeholder="Payer, number, day or amount"
            autoComplete="off"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </search>
      }
    >
      {runs === undefined ? (
        answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={10} />
        )
      ) : shown.length === 0 ? (
        <Empty title={runs.length === 0 ? 'No remittance has come yet' : 'No remittance is like that'}>
          <p>
            {runs.length === 0
              ? 'Electronic remittances (835) come by themselves; what comes on paper is entered as a payment batch.'
              : 'Take another selection, or clear the search.'}
          </p>
        </Empty>
      ) : (
        <>
          <p className={`${parts['explains']} ${css['explains']}`}>
            A parked claim is one whose payment could not be put to a claim of the practice: its money waits
            in suspense with a task.
          </p>
          <DataTable
            label="Remittances"
            columns={columns}
            items={shown}
            idOf={({ remittanceId }) => remittanceId}
            onOpen={({ remittanceId }) => go(`/remittances/${remittanceId}`)}
            firstSort={{ column: 'day', direction: 'descending' }}
          />
        </>
      )}
    </Page>
  );
}
