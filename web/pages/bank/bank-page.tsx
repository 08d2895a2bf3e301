import type { AwaitedDeposit, bankEntryKinds, depositMethods, OpenEntry } from '#contracts/bank.ts';
import { bankRoutes } from '#contracts/staff-api/bank.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../parts/button.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Dialog, DialogActions } from '../../parts/dialog.tsx';
import { Amount, Code } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed, Loading, Notice } from '../../parts/states.tsx';
import { dayInWords, daysInWords } from '../../words/days.ts';
import { leftAfter, proposalsFor } from './bank-choice.ts';

const openBankEntries = routeNamed(bankRoutes, 'open-bank-entries');
const matchBankEntry = routeNamed(bankRoutes, 'match-bank-entry');

const kindWords: Readonly<Record<(typeof bankEntryKinds)[number], string>> = {
  'electronic-payment': 'EFT',
  'check-deposit': 'Check deposit',
  lockbox: 'Lockbox',
  'card-settlement': 'Card settlement',
  wire: 'Wire',
  'other-credit': 'Other credit',
  'returned-item': 'Returned item',
};
const methodWords: Readonly<Record<(typeof depositMethods)[number], string>> = {
  electronic: 'EFT',
  check: 'Check',
  batch: 'Deposit of a batch',
  card: 'Cards of a batch',
};

const entryColumns: readonly TableColumn<OpenEntry>[] = [
  {
    id: 'day',
    name: 'Day at the bank',
    cell: ({ postedOn }) => dayInWords(postedOn),
    sortBy: ({ postedOn }) => postedOn,
  },
  { id: 'kind', name: 'Kind', cell: ({ kind }) => kindWords[kind], sortBy: ({ kind }) => kindWords[kind] },
  {
    id: 'number',
    name: 'Trace or check number',
    cell: ({ traceNumber, checkNumber }) => <Code>{traceNumber ?? checkNumber ?? 'none'}</Code>,
  },
  { id: 'entry', name: 'Entry', cell: ({ bankEntryId }) => <Code>{bankEntryId}</Code> },
  {
    id: 'open',
    name: 'Not explained',
    cell: ({ openCents }) => <Amount of={openCents} />,
    sortBy: ({ openCents }) => openCents,
    isNumber: true,
  },
];
const depositColumns: readonly TableColumn<AwaitedDeposit>[] = [
  { id: 'payer', name: 'Paid by', cell: ({ payerName }) => payerName, sortBy: ({ payerName }) => payerName },
  { id: 'method', name: 'Comes as', cell: ({ method }) => methodWords[method] },
  { id: 'number', name: 'Check or EFT number', cell: ({ traceNumber }) => <Code>{traceNumber}</Code> },
  {
    id: 'day',
    name: 'Announced for',
    cell: ({ issuedOn }) => dayInWords(issuedOn),
    sortBy: ({ issuedOn }) => issuedOn,
  },
  {
    id: 'open',
    name: 'Not found yet',
    cell: ({ openCents }) => <Amount of={openCents} />,
    sortBy: ({ openCents }) => openCents,
    isNumber: true,
  },
];

/** What the bank shows and nobody explained, beside what was announced and the bank does not show. */
export function BankPage() {
  const { practice } = useDesk();
  const answer = useAnswer(openBankEntries, {}, {}, { everySeconds: 30 });
  const [chosen, setChosen] = useState<OpenEntry>();
  const mayMatch = mayCall(matchBankEntry, practice);
  const open = answer.data;
  return (
    <Page title="Bank">
      {open === undefined ? (
        answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={8} />
        )
      ) : (
        <Stack>
          <Explains>
            Entries match their remittances and batches by trace number, check number and amount. What is left
            here matched nothing by itself.{' '}
            {open.days === undefined
              ? 'No statement of the bank has come yet.'
              : `Statements have come for ${daysInWords(open.days.from, open.days.through)}.`}
            {mayMatch && ' Open an entry to say which payments it is.'}
          </Explains>
          <Panel title="Entries of the bank, not explained" isFlush>
            {open.entries.length === 0 ? (
              <Empty title="Every entry is explained">
                <p>All that the bank showed belongs to a remittance or a batch.</p>
              </Empty>
            ) : (
              <DataTable
                label="Entries of the bank"
                columns={entryColumns}
                items={open.entries}
                idOf={({ bankEntryId }) => bankEntryId}
                {...(mayMatch && { onOpen: setChosen })}
                firstSort={{ column: 'day', direction: 'ascending' }}
              />
            )}
          </Panel>
          <Panel title="Announced, not found at the bank" isFlush>
            {open.deposits.length === 0 ? (
              <Empty title="Nothing is on its way">
                <p>All that payers announced was found at the bank.</p>
              </Empty>
            ) : (
              <DataTable
                label="Announced payments"
                columns={depositColumns}
                items={open.deposits}
                idOf={({ holder, method }) => `${holder} ${method}`}
                firstSort={{ column: 'day', direction: 'ascending' }}
              />
            )}
          </Panel>
          <Dialog
            title="Which payments it is"
            isOpen={chosen !== undefined}
            onClose={() => setChosen(undefined)}
          >
            {chosen !== undefined && (
              <MatchForm
                key={chosen.bankEntryId}
                entry={chosen}
                entries={open.entries}
                deposits={open.deposits}
                onDone={() => setChosen(undefined)}
              />
            )}
          </Dialog>
        </Stack>
      )}
    </Page>
  );
}

interface MatchFormProps {
  readonly entry: OpenEntry;
  readonly entries: readonly OpenEntry[];
  readonly deposits: readonly AwaitedDeposit[];
  readonly onDone: () => void;
}

function MatchForm({ entry, entries, deposits, onDone }: MatchFormProps) {
  const queries = useQueryClient();
  const proposal = useMemo(
    () => proposalsFor(entries, deposits).get(entry.bankEntryId),
    [entries, deposits, entry.bankEntryId],
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const change = useChange(
    matchBankEntry,
    () => void queries.invalidateQueries({ queryKey: ['open-bank-entries'] }),
  );
  if (change.data !== undefined) {
    return (
      <>
        <Notice tone="good" title={change.data.summary} />
        <Button takesFocus onPress={onDone}>
          Close
        </Button>
      </>
    );
  }
  const left = leftAfter(entry, deposits, chosen);
  const holders = [...new Set(deposits.map(({ holder }) => holder))].filter((holder) => chosen.has(holder));
  return (
    <>
      <p>
        {kindWords[entry.kind]} of {dayInWords(entry.postedOn)}: <Amount of={entry.openCents} />
      </p>
      {proposal !== undefined && (
        <Notice tone="note" title={`These may be it: ${proposal.why}`}>
          {leftAfter(entry, deposits, new Set(proposal.holders)) === 0 && (
            <Button isSmall onPress={() => setChosen(new Set(proposal.holders))}>
              Choose {proposal.holders.length === 1 ? 'it' : 'them'}
            </Button>
          )}
        </Notice>
      )}
      <Stack>
        {deposits.map((deposit) => (
          <label key={`${deposit.holder} ${deposit.method}`}>
            <input
              type="checkbox"
              checked={chosen.has(deposit.holder)}
              onChange={({ target }) => {
                const next = new Set(chosen);
                if (target.checked) {
                  next.add(deposit.holder);
                } else {
                  next.delete(deposit.holder);
                }
                setChosen(next);
              }}
            />{' '}
            {deposit.payerName}, {methodWords[deposit.method]} <Code>{deposit.traceNumber}</Code>,{' '}
            {dayInWords(deposit.issuedOn)}, <Amount of={deposit.openCents} />
          </label>
        ))}
      </Stack>
      <output>
        Left of the entry: <Amount of={left} />
      </output>
      {change.isError && <Failed error={change.error} />}
      <DialogActions>
        <Button onPress={onDone}>Cancel</Button>
        <Button
          look="primary"
          isDisabled={holders.length === 0 || change.isPending}
          onPress={() => change.mutate({ place: { bankEntryId: entry.bankEntryId }, request: { holders } })}
        >
          {change.isPending ? 'Matching…' : 'Match'}
        </Button>
      </DialogActions>
    </>
  );
}
