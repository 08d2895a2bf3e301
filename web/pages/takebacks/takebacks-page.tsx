import { DollarText } from '#contracts/cents.ts';
import { ledgerRoutes } from '#contracts/staff-api/ledger.ts';
import { TakebackLetter } from '#contracts/takeback-letter.ts';
import { recoupmentForecast } from '#domain/takebacks/recoupment-forecast.ts';
import { takebackLedger } from '#domain/takebacks/takeback-ledger.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import * as z from 'zod';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { DoneNotice } from '../../parts/done-notice.tsx';
import { Amount, Chip, Code } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import type { Tone } from '../../words/tone.ts';
import { takebackRows, type TakebackRow } from './takeback-rows.ts';

const listTakebacks = routeNamed(ledgerRoutes, 'list-takebacks');
const enterLetter = routeNamed(ledgerRoutes, 'enter-takeback-letter');

const letter = TakebackLetter.shape;
const letterForm = z.strictObject({
  claim: letter.claimId,
  payerId: letter.payerId,
  amount: DollarText,
  letterDate: letter.letterDate,
  reference: letter.reference,
  reason: letter.reason,
});

const whatWords: Readonly<Record<TakebackRow['what'], { readonly name: string; readonly tone: Tone }>> = {
  'to-be-taken': { name: 'To be taken', tone: 'note' },
  'by-letter': { name: 'Only by letter', tone: 'plain' },
  'not-announced': { name: 'Taken, not announced', tone: 'warning' },
  'taken-again': { name: 'Taken again', tone: 'danger' },
};

const columns: readonly TableColumn<TakebackRow>[] = [
  { id: 'payer', name: 'Payer', cell: ({ payer }) => payer, sortBy: ({ payer }) => payer },
  {
    id: 'what',
    name: 'What it is',
    cell: ({ what }) => <Chip tone={whatWords[what].tone}>{whatWords[what].name}</Chip>,
    sortBy: ({ what }) => whatWords[what].name,
  },
  { id: 'code', name: 'Code', cell: ({ movement }) => <Code>{movement.code}</Code> },
  {
    id: 'since',
    name: 'Since',
    cell: ({ movement }) => dayInWords(movement.postingDate),
    sortBy: ({ movement }) => movement.postingDate,
  },
  {
    id: 'age',
    name: 'Days',
    cell: ({ ageDays }) => ageDays,
    sortBy: ({ ageDays }) => ageDays,
    isNumber: true,
  },
  {
    id: 'reference',
    name: 'Reference',
    cell: ({ movement }) => (movement.reference === undefined ? null : <Code>{movement.reference}</Code>),
  },
  {
    id: 'claims',
    name: 'Claims',
    cell: ({ claimIds }) =>
      claimIds.map((claimId) => (
        <Link key={claimId} href={`/claims/${claimId}`}>
          {claimId}{' '}
        </Link>
      )),
  },
  {
    id: 'amount',
    name: 'Amount',
    cell: ({ amountCents }) => <Amount of={amountCents} />,
    sortBy: ({ amountCents }) => amountCents,
    isNumber: true,
  },
];

/** What payers announced that they will take back and have not taken, and what they took beyond it. */
export function TakebacksPage() {
  const { practice } = useDesk();
  const answer = useAnswer(listTakebacks, {}, {}, { everySeconds: 60 });
  const [isWriting, setWriting] = useState(false);
  const mayEnter = mayCall(enterLetter, practice);
  const seen = useMemo(() => {
    if (answer.data === undefined) {
      return undefined;
    }
    const accounts = takebackLedger(answer.data.postings, answer.data.on);
    return { accounts, rows: takebackRows(accounts), forecast: recoupmentForecast(accounts) };
  }, [answer.data]);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () =>
        mayEnter
          ? [{ keys: 'n', does: 'Enter a letter', group: 'Takebacks', run: () => setWriting(true) }]
          : [],
      [mayEnter],
    ),
  );
  return (
    <Page
      title="Takebacks"
      actions={
        mayEnter && (
          <Button isSmall hotKey="n" onPress={() => setWriting(true)}>
            Enter a letter
          </Button>
        )
      }
    >
      {seen === undefined ? (
        answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={8} />
        )
      ) : (
        <Stack>
          <Explains>
            A payer that paid too much announces that it will take money back (a forwarded balance, FB), and
            then takes it from a later payment (WO). What it announced and has not taken is open; what it took
            and nobody announced, or took twice, is to be disputed: it has a task. A letter counts until a
            remittance tells of the same.
          </Explains>
          <Panel title="Expected in the next remittances">
            {seen.forecast.length === 0 ? (
              <p>No payer has announced to take anything back.</p>
            ) : (
              <ul>
                {seen.forecast.map(({ payer, payeeId, sentence }) => (
                  <li key={`${payer} ${payeeId ?? ''}`}>{sentence}</li>
                ))}
              </ul>
            )}
          </Panel>
          <Panel title="Open takebacks" isFlush>
            {seen.rows.length === 0 ? (
              <Empty title="Nothing is open">
                <p>Every takeback that was announced was taken, and nothing beyond it.</p>
              </Empty>
            ) : (
              <DataTable
                label="Open takebacks"
                columns={columns}
                items={seen.rows}
                idOf={({ id }) => id}
                firstSort={{ column: 'since', direction: 'ascending' }}
              />
            )}
          </Panel>
          <Panel title="By payer" isFlush>
            {seen.accounts.length === 0 ? (
              <Empty title="No payer ever took anything back">
                <p>When one announces it, in a remittance or by letter, its account stands here.</p>
              </Empty>
            ) : (
              <DataTable
                label="By payer"
                columns={accountColumns}
                items={seen.accounts}
                idOf={({ payer, payeeId }) => `${payer} ${payeeId ?? ''}`}
              />
            )}
          </Panel>
        </Stack>
      )}
      <Dialog title="Enter a letter" isOpen={isWriting} onClose={() => setWriting(false)}>
        {isWriting && <LetterForm onClose={() => setWriting(false)} />}
      </Dialog>
    </Page>
  );
}

type Account = ReturnType<typeof takebackLedger>[number];

const accountColumns: readonly TableColumn<Account>[] = [
  { id: 'payer', name: 'Payer', cell: ({ payer }) => payer, sortBy: ({ payer }) => payer },
  { id: 'payee', name: 'Of the payments to', cell: ({ payeeId }) => payeeId ?? 'Not said' },
  {
    id: 'announced',
    name: 'Announced',
    cell: ({ announcedCents }) => <Amount of={announcedCents} />,
    isNumber: true,
  },
  { id: 'taken', name: 'Taken', cell: ({ takenCents }) => <Amount of={takenCents} />, isNumber: true },
  {
    id: 'balance',
    name: 'Taken less announced',
    cell: ({ balanceCents }) => <Amount of={balanceCents} />,
    sortBy: ({ balanceCents }) => balanceCents,
    isNumber: true,
  },
];

function LetterForm({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [isWithdrawn, setWithdrawn] = useState(false);
  const change = useChange(
    enterLetter,
    () => void queries.invalidateQueries({ queryKey: ['list-takebacks'] }),
  );
  return change.data !== undefined ? (
    <DoneNotice words={change.data.summary} onClose={onClose} />
  ) : (
    <SchemaForm
      schema={letterForm}
      root="takeback"
      submit={isWithdrawn ? 'Withdraw the letter' : 'Enter the letter'}
      isWaiting={change.isPending}
      error={change.error}
      onCancel={onClose}
      onHandIn={({ claim, amount, ...rest }) =>
        change.mutate({
          place: {},
          request: {
            claimId: claim,
            amountCents: amount,
            payerId: rest.payerId,
            letterDate: rest.letterDate,
            reason: rest.reason,
            ...(rest.reference !== undefined && { reference: rest.reference }),
            withdrawn: isWithdrawn,
          },
        })
      }
    >
      <label>
        <input type="checkbox" checked={isWithdrawn} onChange={() => setWithdrawn(!isWithdrawn)} /> The letter
        no longer holds: the payer took it back, or it was entered by mistake
      </label>
    </SchemaForm>
  );
}
