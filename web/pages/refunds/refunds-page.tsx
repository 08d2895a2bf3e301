import { ClaimId } from '#contracts/identifiers.ts';
import type { RepaymentClock } from '#contracts/credit-balance.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { ledgerRoutes } from '#contracts/staff-api/ledger.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import type { Task } from '#contracts/task.ts';
import { refundsOf, type Refund } from '#domain/credit-balances/refunds.ts';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Amount, Chip, Code } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import { usePayerNames } from '../reports/use-payer-names.ts';
import { clockInBrief, clockOfRefund, payeeInWords, refundStateWords } from './refund-words.ts';
import { SettleRefund } from './settle-refund.tsx';

const listRefunds = routeNamed(ledgerRoutes, 'list-refunds');
const settleRefund = routeNamed(ledgerRoutes, 'settle-refund');
const listTasks = routeNamed(taskRoutes, 'list-tasks');
const tasksOfClaim = routeNamed(taskRoutes, 'list-tasks-of-claim');

/** What is owed back to payers and patients, until when, and what became of each refund that was decided. */
export function RefundsPage() {
  const { practice } = useDesk();
  const refunds = useAnswer(listRefunds, {}, {}, { everySeconds: 30 });
  const [chosen, setChosen] = useState<Refund>();
  const maySettle = mayCall(settleRefund, practice);
  const rows = useMemo(() => refunds.data && refundsOf(refunds.data.postings).toReversed(), [refunds.data]);
  const payerName = usePayerNames();
  // Of the practice, which decides how much of a clock is left; the browser may have another day.
  const on = refunds.data?.on;
  const columns = useMemo(() => refundColumns(payerName, on), [payerName, on]);
  return (
    <Page title="Credit balances and refunds">
      <Stack>
        <Explains>
          Money that is not the practice’s is given back. Medicare and Medicaid must have it within 60 days of
          the day on which it was identified. Each credit balance has a task: there it is decided, and a
          refund above your limit becomes an approval for somebody else. Then a check is written and recorded
          here.
        </Explains>
        <Credits payerName={payerName} on={on} />
        <Panel title="Refunds" isFlush>
          {rows === undefined ? (
            refunds.isError ? (
              <Failed error={refunds.error} onRetry={() => void refunds.refetch()} />
            ) : (
              <Loading rows={4} />
            )
          ) : rows.length === 0 ? (
            <Empty title="No refund was decided yet">
              <p>
                Decide the task of a credit balance by “Refund”, and its refund stands here until it is paid.
              </p>
            </Empty>
          ) : (
            <DataTable
              label="Refunds"
              columns={columns}
              items={rows}
              idOf={({ refundId }) => refundId}
              {...(maySettle && { onOpen: setChosen })}
            />
          )}
        </Panel>
        {!maySettle && (
          <Explains>Managers and finance record the checks of refunds, or make a refund void.</Explains>
        )}
      </Stack>
      <SettleRefund refund={chosen} payerName={payerName} onClose={() => setChosen(undefined)} />
    </Page>
  );
}

/** The credit balances that are to be decided, the nearest of their clocks first. */
function Credits({
  payerName,
  on,
}: {
  readonly payerName: (payerId: string) => string;
  readonly on: PlainDate | undefined;
}) {
  const [, go] = useLocation();
  const answer = useAnswer(
    listTasks,
    {},
    { kinds: 'credit-balance,refund-taken-again', order: 'due', limit: '200' },
    { everySeconds: 30 },
  );
  const columns = useMemo(() => creditColumns(payerName, on), [payerName, on]);
  const tasks = answer.data?.tasks;
  return (
    <Panel title="Credit balances to be decided" isFlush>
      {tasks === undefined ? (
        answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={3} />
        )
      ) : tasks.length === 0 ? (
        <Empty title="Nothing is owed back">
          <p>Every few hours the ledger is searched for money that stands in somebody’s favor.</p>
        </Empty>
      ) : (
        <DataTable
          label="Credit balances"
          columns={columns}
          items={tasks}
          idOf={({ taskId }) => taskId}
          onOpen={({ taskId }) => go(`/tasks/${taskId}`)}
          firstSort={{ column: 'due', direction: 'ascending' }}
        />
      )}
    </Panel>
  );
}

function creditColumns(
  payerName: (payerId: string) => string,
  on: PlainDate | undefined,
): readonly TableColumn<Task>[] {
  return [
    { id: 'to', name: 'Owed to', cell: ({ credit }) => payeeInWords(credit?.payee, payerName) },
    { id: 'why', name: 'Why', cell: ({ why }) => why },
    {
      id: 'since',
      name: 'Since',
      cell: ({ credit }) => (credit === undefined ? null : dayInWords(credit.since)),
      sortBy: ({ credit }) => credit?.since ?? '',
    },
    {
      id: 'due',
      name: 'Give back by',
      cell: ({ credit, dueOn }) => {
        const clock = credit?.clock;
        if (clock === undefined) {
          return (
            <>
              {dayInWords(dueOn)} <Chip>No law</Chip>
            </>
          );
        }
        return (
          <>
            {dayInWords(clock.dueOn)} <ClockLeft clock={clock} on={on} />
          </>
        );
      },
      sortBy: ({ credit, dueOn }) => credit?.clock?.dueOn ?? dueOn,
    },
    {
      id: 'owed',
      name: 'Owed',
      cell: ({ credit, dollarsAtStakeCents }) => <Amount of={credit?.owedCents ?? dollarsAtStakeCents} />,
      sortBy: ({ credit, dollarsAtStakeCents }) => credit?.owedCents ?? dollarsAtStakeCents,
      isNumber: true,
    },
  ];
}

function refundColumns(
  payerName: (payerId: string) => string,
  on: PlainDate | undefined,
): readonly TableColumn<Refund>[] {
  return [
    { id: 'to', name: 'To', cell: ({ payee }) => payeeInWords(payee, payerName) },
    {
      id: 'of',
      name: 'Of',
      cell: ({ holder }) =>
        ClaimId.safeParse(holder).success ? (
          <Link href={`/claims/${holder}`}>{holder}</Link>
        ) : (
          <Link href={`/batches/${holder}`}>{holder}</Link>
        ),
    },
    {
      id: 'state',
      name: 'State',
      cell: ({ state }) => <Chip tone={refundStateWords[state].tone}>{refundStateWords[state].name}</Chip>,
      sortBy: ({ state }) => refundStateWords[state].name,
    },
    {
      id: 'approved',
      name: 'Approved',
      cell: ({ approvedOn }) => dayInWords(approvedOn),
      sortBy: ({ approvedOn }) => approvedOn,
    },
    {
      id: 'clock',
      name: 'By law',
      cell: (refund) => (refund.state === 'approved' ? <ClockOfRefund refund={refund} on={on} /> : null),
    },
    {
      id: 'check',
      name: 'Check',
      cell: ({ paid }) =>
        paid === undefined ? null : (
          <>
            <Code>{paid.reference}</Code> {dayInWords(paid.postingDate)}
          </>
        ),
    },
    {
      id: 'amount',
      name: 'Amount',
      cell: ({ amountCents }) => <Amount of={amountCents} />,
      sortBy: ({ amountCents }) => amountCents,
      isNumber: true,
    },
    {
      id: 'to-pay',
      name: 'To pay',
      cell: ({ state, toPayCents }) => (state === 'approved' ? <Amount of={toPayCents} /> : null),
      isNumber: true,
    },
  ];
}

/** The 60 days run on until the check is out: they are those of the task in which the refund was decided. */
function ClockOfRefund({ refund, on }: { readonly refund: Refund; readonly on: PlainDate | undefined }) {
  const claimId = ClaimId.safeParse(refund.holder).data;
  const answer = useAnswer(tasksOfClaim, { claimId: claimId ?? '' }, {}, { isAsked: claimId !== undefined });
  const clock = clockOfRefund(refund, answer.data?.tasks ?? []);
  if (clock === undefined) {
    return <>{answer.data === undefined && claimId !== undefined ? '' : 'None'}</>;
  }
  return <ClockLeft clock={clock} on={on} />;
}

function ClockLeft({ clock, on }: { readonly clock: RepaymentClock; readonly on: PlainDate | undefined }) {
  if (on === undefined) {
    return null;
  }
  const { words, tone } = clockInBrief(clock, on);
  return <Chip tone={tone}>{words}</Chip>;
}
