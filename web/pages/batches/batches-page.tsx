import { PlainDate } from '#contracts/dates.ts';
import type { PaymentBatch } from '#contracts/payment-batch.ts';
import { paymentRoutes } from '#contracts/staff-api/payments.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { wordsOfChoice } from '../../forms/field-words.ts';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Amount, Chip } from '../../parts/figures.tsx';
import { useToday } from '../../parts/now.tsx';
import { Page } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import { batchStateWords, methodsInWords } from './batch-words.ts';
import css from './batches.module.css';

const listBatches = routeNamed(reportRoutes, 'list-payment-batches');
const enterPayments = routeNamed(paymentRoutes, 'enter-payments');
/** How far back the list looks, unless a person says otherwise. */
const shownDays = 30;

const columns: readonly TableColumn<PaymentBatch>[] = [
  { id: 'name', name: 'Batch', cell: ({ name }) => name, sortBy: ({ name }) => name },
  {
    id: 'day',
    name: 'Posting date',
    cell: ({ postingDate }) => dayInWords(postingDate),
    sortBy: ({ postingDate }) => postingDate,
  },
  { id: 'kind', name: 'What it is', cell: ({ kind }) => wordsOfChoice(kind), sortBy: ({ kind }) => kind },
  { id: 'methods', name: 'Came as', cell: methodsInWords },
  {
    id: 'items',
    name: 'Items',
    cell: ({ control }) => control.count,
    sortBy: ({ control }) => control.count,
    isNumber: true,
  },
  {
    id: 'amount',
    name: 'Amount',
    cell: ({ control }) => <Amount of={control.amountCents} />,
    sortBy: ({ control }) => control.amountCents,
    isNumber: true,
  },
  {
    id: 'state',
    name: 'State',
    cell: ({ state, done, control }) => (
      <Chip tone={batchStateWords[state].tone}>
        {batchStateWords[state].name}
        {(state === 'posting' || state === 'taking-back') && ` ${done} of ${control.count}`}
      </Chip>
    ),
    sortBy: ({ state }) => batchStateWords[state].name,
  },
  {
    id: 'by',
    name: 'Entered by',
    cell: ({ enteredBy }) => personName(enteredBy),
    sortBy: ({ enteredBy }) => enteredBy,
  },
];

/** Payments that were entered by hand, by their posting days. */
export function BatchesPage() {
  const { practice } = useDesk();
  const today = useToday();
  const [, go] = useLocation();
  const [from, setFrom] = useState<string>(addDays(today, -shownDays));
  const [to, setTo] = useState('');
  const [wantedFrom, wantedTo] = [from, to].map((text) => PlainDate.safeParse(text).data);
  const answer = useAnswer(
    listBatches,
    {},
    {
      ...(wantedFrom !== undefined && { from: wantedFrom }),
      ...(wantedTo !== undefined && { to: wantedTo }),
    },
    { everySeconds: 20 },
  );
  const mayEnter = mayCall(enterPayments, practice);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () =>
        mayEnter
          ? [{ keys: 'n', does: 'Enter a batch', group: 'Payment batches', run: () => go('/batches/new') }]
          : [],
      [mayEnter, go],
    ),
  );
  const batches = answer.data?.batches;
  return (
    <Page
      title="Payment batches"
      isFlush
      actions={
        mayEnter && (
          <Button look="primary" isSmall hotKey="n" onPress={() => go('/batches/new')}>
            Enter a batch
          </Button>
        )
      }
      toolbar={
        <search className={css['tools']} aria-label="Payment batches">
          <label>
            Posted from{' '}
            <input
              className={`${parts['input']} ${css['day']}`}
              type="date"
              value={from}
              onChange={({ target }) => setFrom(target.value)}
            />
          </label>
          <label>
            to{' '}
            <input
              className={`${parts['input']} ${css['day']}`}
              type="date"
              value={to}
              onChange={({ target }) => setTo(target.value)}
            />
          </label>
        </search>
      }
    >
      <p className={`${parts['explains']} ${css['above']}`}>
        Payments that came on paper, by mail or at the desk. A batch posts only when its items make the totals
        that were stated before. One that is wrong is taken back whole and entered again.
      </p>
      {batches === undefined ? (
        answer.isError ? (
          <div className={css['above']}>
            <Failed error={answer.error} onRetry={() => void answer.refetch()} />
          </div>
        ) : (
          <Loading rows={8} />
        )
      ) : batches.length === 0 ? (
        <Empty title="No batch was posted in these days">
          <p>
            {mayEnter
              ? 'Enter one with what came on paper, or look at other days.'
              : 'Look at other days; who posts payments enters them.'}
          </p>
        </Empty>
      ) : (
        <DataTable
          label="Payment batches"
          columns={columns}
          items={batches}
          idOf={({ batchId }) => batchId}
          onOpen={({ batchId }) => go(`/batches/${batchId}`)}
          firstSort={{ column: 'day', direction: 'descending' }}
        />
      )}
    </Page>
  );
}
