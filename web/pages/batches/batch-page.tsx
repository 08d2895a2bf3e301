import type { ReportAnswer } from '#contracts/reports.ts';
import { paymentRoutes } from '#contracts/staff-api/payments.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { wordsOfChoice } from '../../forms/field-words.ts';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Amount, Chip, Code, Facts } from '../../parts/figures.tsx';
import { Page, Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayInWords, momentInWords } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import { BatchDialogs, type BatchWork } from './batch-dialogs.tsx';
import {
  batchStateWords,
  entryOf,
  itemInWords,
  itemKindWords,
  itemsToMove,
  methodsInWords,
} from './batch-words.ts';
import css from './batches.module.css';
import { useUntilDone } from './use-until-done.ts';

const showBatch = routeNamed(reportRoutes, 'show-payment-batch');
const enterPayments = routeNamed(paymentRoutes, 'enter-payments');
const takeBackPayments = routeNamed(paymentRoutes, 'take-back-payments');
const applyPayment = routeNamed(paymentRoutes, 'apply-payment');
const unApplyPayment = routeNamed(paymentRoutes, 'un-apply-payment');
const moveOn = routeNamed(paymentRoutes, 'move-payments-on');

type ShownBatch = Extract<ReportAnswer, { outcome: 'batch' }>;

/** A batch: what is in it, what became of each item, what is not applied, and what may be done about it. */
export function BatchPage({ batchId }: { readonly batchId: string }) {
  const answer = useAnswer(showBatch, { batchId }, {}, { everySeconds: 10 });
  const shown = answer.data;
  return (
    <Page title={shown?.batch.name ?? 'Payment batch'} crumb={<Link href="/batches">Payment batches</Link>}>
      {shown !== undefined ? (
        <BatchView shown={shown} />
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </Page>
  );
}

function BatchView({ shown }: { readonly shown: ShownBatch }) {
  const { batch, items, runs, unapplied } = shown;
  const { practice } = useDesk();
  const [work, setWork] = useState<BatchWork>();
  const { movedOn = [] } = batch;
  const openMoney = unapplied.filter(({ leftCents }) => leftCents > 0);
  const may = {
    apply: openMoney.length > 0 && batch.state === 'posted' && mayCall(applyPayment, practice),
    takeBack: batch.state === 'posted' && mayCall(takeBackPayments, practice),
    move:
      (batch.state === 'posting' && batch.done === 0) || itemsToMove(batch, runs).length > 0
        ? mayCall(moveOn, practice)
        : false,
  };
  useKeys(
    useMemo<readonly KeyBinding[]>(() => {
      const keys: readonly (KeyBinding | undefined)[] = [
        may.apply ? key('a', 'Apply money of it to a claim', () => setWork({ what: 'apply' })) : undefined,
        may.takeBack ? key('b', 'Take the batch back', () => setWork({ what: 'take-back' })) : undefined,
        may.move ? key('m', 'Move it out of its day', () => setWork({ what: 'move-on' })) : undefined,
      ];
      return keys.filter((one) => one !== undefined);
    }, [may.apply, may.takeBack, may.move]),
  );
  const { name, tone, means } = batchStateWords[batch.state];
  return (
    <Stack>
      <Panel
        title="Batch"
        aside={
          <span className={css['buttons']}>
            {may.apply && (
              <Button isSmall hotKey="a" onPress={() => setWork({ what: 'apply' })}>
                Apply money…
              </Button>
            )}
            {may.move && (
              <Button isSmall hotKey="m" onPress={() => setWork({ what: 'move-on' })}>
                Move out of its day…
              </Button>
            )}
            {may.takeBack && (
              <Button isSmall hotKey="b" onPress={() => setWork({ what: 'take-back' })}>
                Take back…
              </Button>
            )}
          </span>
        }
      >
        <Stack>
          <p>
            <Chip tone={tone}>{name}</Chip> {means}
          </p>
          <Facts
            facts={[
              { name: 'What it is', value: wordsOfChoice(batch.kind) },
              { name: 'Posting date', value: dayInWords(batch.postingDate) },
              { name: 'Items', value: `${batch.done} of ${batch.control.count} done` },
              { name: 'Total', value: <Amount of={batch.control.amountCents} /> },
              { name: 'Came as', value: methodsInWords(batch) },
              { name: 'Entered', value: `${momentInWords(batch.enteredAt)}, ${personName(batch.enteredBy)}` },
              batch.image === undefined ? undefined : { name: 'Picture', value: batch.image },
              { name: 'Number', value: <Code>{batch.batchId}</Code> },
            ]}
          />
          {movedOn.map(({ item, from, at, by, reason }) => (
            <p key={`${item ?? 0} ${at}`}>
              {item === undefined ? 'The batch' : `Item ${item}`} was moved out of {dayInWords(from)} by{' '}
              {personName(by)}: {reason}
            </p>
          ))}
          {batch.takenBack !== undefined && (
            <p>
              Taken back on {dayInWords(batch.takenBack.postingDate)} by {personName(batch.takenBack.by)}:{' '}
              {batch.takenBack.reason}
            </p>
          )}
          <GoOn shown={shown} />
        </Stack>
      </Panel>
      <Panel title="Items" isFlush>
        <DataTable
          label="Items"
          columns={itemColumns(shown)}
          items={[...items.entries()].map(([index, item]) => ({ number: index + 1, item }))}
          idOf={({ number }) => String(number)}
          firstSort={{ column: 'number', direction: 'ascending' }}
        />
      </Panel>
      <Applied shown={shown} onUnApply={(postingId) => setWork({ what: 'un-apply', postingId })} />
      <BatchDialogs shown={shown} work={work} onClose={() => setWork(undefined)} />
    </Stack>
  );
}

function key(keys: string, does: string, run: () => void): KeyBinding {
  return { keys, does, group: 'Payment batch', run };
}

/** A batch that was broken off is gone on with where it came to. */
function GoOn({ shown: { batch, items } }: { readonly shown: ShownBatch }) {
  const { practice } = useDesk();
  const entry = useMemo(() => entryOf(batch, items), [batch, items]);
  const post = useUntilDone(enterPayments, () => {});
  const takeBack = useUntilDone(takeBackPayments, () => {});
  const change = batch.state === 'posting' ? post : takeBack;
  const mayGoOn =
    batch.state === 'posting'
      ? entry !== undefined && mayCall(enterPayments, practice)
      : batch.state === 'taking-back' && mayCall(takeBackPayments, practice);
  return (
    <>
      {change.error !== null && <Failed error={change.error} />}
      {mayGoOn && (
        <div>
          <Button
            look="primary"
            isDisabled={change.isPending}
            onPress={() =>
              batch.state === 'posting'
                ? entry !== undefined && post.mutate({ place: {}, request: { batch: entry } })
                : takeBack.mutate({
                    place: { batchId: batch.batchId },
                    request: { reason: batch.takenBack?.reason ?? 'Gone on with' },
                  })
            }
          >
            {change.isPending ? 'Going on…' : 'Go on with it'}
          </Button>
        </div>
      )}
    </>
  );
}

type ItemRow = { readonly number: number; readonly item: ShownBatch['items'][number] };

function itemColumns({ batch, runs, unapplied }: ShownBatch): readonly TableColumn<ItemRow>[] {
  const runOf = (number: number) => runs.find(({ item }) => item === number)?.run;
  return [
    { id: 'number', name: 'Item', cell: ({ number }) => number, sortBy: ({ number }) => number },
    { id: 'kind', name: 'What it is', cell: ({ item }) => itemKindWords[item.kind] },
    {
      id: 'from',
      name: 'From',
      cell: ({ item }) =>
        item.kind === 'patient-payment' || item.payerId === undefined ? (
          item.kind === 'payer-payment' || item.guarantorId === undefined ? (
            item.kind === 'patient-payment' ? (
              item.claims.map((claimId) => (
                <Link key={claimId} href={`/claims/${claimId}`}>
                  {claimId}{' '}
                </Link>
              ))
            ) : (
              'Not known'
            )
          ) : (
            <Link href={`/accounts/${item.guarantorId}`}>{item.guarantorId}</Link>
          )
        ) : (
          item.payerId
        ),
    },
    { id: 'method', name: 'Paid by', cell: ({ item }) => wordsOfChoice(item.method) },
    {
      id: 'check',
      name: 'Number',
      cell: ({ item }) => (item.number === undefined ? null : <Code>{item.number}</Code>),
    },
    {
      id: 'amount',
      name: 'Amount',
      cell: ({ item }) => <Amount of={item.amountCents} />,
      sortBy: ({ item }) => item.amountCents,
      isNumber: true,
    },
    {
      id: 'left',
      name: 'Not applied',
      cell: ({ number }) => {
        const left = unapplied.find(({ item }) => item === number)?.leftCents;
        return left === undefined ? null : <Amount of={left} />;
      },
      isNumber: true,
    },
    {
      id: 'became',
      name: 'What became of it',
      cell: ({ number }) => {
        const run = runOf(number);
        const words = itemInWords(batch, number, run);
        return run === undefined ? (
          words
        ) : (
          <>
            <Link href={`/remittances/${run.remittanceId}`}>{words}</Link>
            {run.taskId !== undefined && (
              <>
                {' '}
                <Link href={`/tasks/${run.taskId}`}>Its task</Link>
              </>
            )}
          </>
        );
      },
    },
  ];
}

type AppliedRow = { readonly item: number } & ShownBatch['unapplied'][number]['applications'][number];

function appliedColumns(
  onUnApply: ((postingId: string) => void) | undefined,
): readonly TableColumn<AppliedRow>[] {
  return [
    {
      id: 'claim',
      name: 'Claim',
      cell: ({ claimId }) => <Link href={`/claims/${claimId}`}>{claimId}</Link>,
    },
    { id: 'item', name: 'Item', cell: ({ item }) => item },
    { id: 'day', name: 'Posted', cell: ({ postingDate }) => dayInWords(postingDate) },
    { id: 'amount', name: 'Amount', cell: ({ amountCents }) => <Amount of={amountCents} />, isNumber: true },
    {
      id: 'back',
      name: 'Put right',
      cell: ({ postingId, claimId }) =>
        onUnApply !== undefined ? (
          <Button
            isSmall
            look="quiet"
            label={`Take back from ${claimId}`}
            onPress={() => onUnApply(postingId)}
          >
            Take back…
          </Button>
        ) : null,
    },
  ];
}

function Applied({
  shown: { unapplied },
  onUnApply,
}: {
  readonly shown: ShownBatch;
  readonly onUnApply: (postingId: string) => void;
}) {
  const { practice } = useDesk();
  const mayUnApply = mayCall(unApplyPayment, practice);
  const applied = unapplied.flatMap(({ item, applications }) =>
    applications.map((one) => ({ item, ...one })),
  );
  if (unapplied.length === 0) {
    return null;
  }
  return (
    <Panel title="Money of it that was applied to claims" isFlush>
      {applied.length === 0 ? (
        <Empty title="Nothing of it is applied yet">
          <p>What belongs to no claim waits here. When it is known what it is for, apply it to the claim.</p>
        </Empty>
      ) : (
        <DataTable
          label="Applied to claims"
          columns={appliedColumns(mayUnApply ? onUnApply : undefined)}
          items={applied}
          idOf={({ postingId }) => postingId}
        />
      )}
    </Panel>
  );
}
