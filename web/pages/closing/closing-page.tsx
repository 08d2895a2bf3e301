import type { PeriodBook, PeriodEvent } from '#contracts/periods.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { Button } from '../../parts/button.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed, Loading, Notice } from '../../parts/states.tsx';
import { dayInWords, momentInWords } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import { InputField } from '../desk/input-field.tsx';
import { CloseDay } from './close-day.tsx';
import { eventInWords, firstOpenDay, monthInWords, nextMonth } from './closing-words.ts';
import { closePeriods, useClosing } from './use-closing.ts';

const showPeriods = routeNamed(reportRoutes, 'show-periods');

/** Which days and months are closed; how a manager closes the next, and two open one again. */
export function ClosingPage() {
  const { practice } = useDesk();
  const answer = useAnswer(showPeriods, {}, {}, { everySeconds: 30 });
  const mayClose = mayCall(closePeriods, practice);
  const { book, history = [] } = answer.data ?? {};
  return (
    <Page title="Day and month close">
      <Stack>
        <Explains>
          Into a closed day nothing can be entered any more: what comes late stands in the first open day. A
          day is closed when its totals tie and its deposit slip matches what was taken in; a month when all
          of its days are closed. Two managers together can open a day again; all of it is kept below.
        </Explains>
        {book === undefined ? (
          answer.isError ? (
            <Failed error={answer.error} onRetry={() => void answer.refetch()} />
          ) : (
            <Loading rows={6} />
          )
        ) : (
          <>
            <Standing book={book} />
            {mayClose ? (
              <>
                <CloseDay key={book.version} firstOpen={firstOpenDay(book)} />
                <CloseMonth book={book} />
                <Reopening book={book} />
              </>
            ) : (
              <Notice tone="note" title="Managers close days and months" />
            )}
            <History history={history} />
          </>
        )}
      </Stack>
    </Page>
  );
}

function Standing({ book }: { readonly book: PeriodBook }) {
  const open = firstOpenDay(book);
  return (
    <Panel title="As the books stand">
      <p>
        {book.closedThrough === undefined || open === undefined
          ? 'No day is closed yet.'
          : `${dayInWords(book.closedThrough)} and every day before it are closed. The first open day is ${dayInWords(open)}.`}{' '}
        {book.closedMonth === undefined
          ? 'No month is closed yet.'
          : `${monthInWords(book.closedMonth)} and every month before it are closed.`}
      </p>
    </Panel>
  );
}

function CloseMonth({ book }: { readonly book: PeriodBook }) {
  const change = useClosing();
  const next = nextMonth(book);
  if (next === undefined) {
    return null;
  }
  const { month, openFrom, last } = next;
  return (
    <Panel title={`Close ${monthInWords(month)}`}>
      <Stack>
        <p>
          {openFrom === undefined
            ? 'Every day of the month is closed. Look at its trial balance under Reports, then close it.'
            : `What keeps it open: its days from ${dayInWords(openFrom)} to ${dayInWords(last)} are not closed yet.`}
        </p>
        {change.data !== undefined && <Notice tone="good" title={change.data.summary} />}
        {change.error !== null && <Failed error={change.error} />}
        <div>
          <Button
            look="primary"
            isDisabled={openFrom !== undefined || change.isPending}
            onPress={() => change.mutate({ place: {}, request: { action: 'close-month', month } })}
          >
            Close {monthInWords(month)}
          </Button>
        </div>
      </Stack>
    </Panel>
  );
}

function Reopening({ book: { closedThrough, reopening } }: { readonly book: PeriodBook }) {
  const { me } = useDesk();
  const [day, setDay] = useState<string>('');
  const [reason, setReason] = useState('');
  const change = useClosing();
  if (closedThrough === undefined) {
    return null;
  }
  return (
    <Panel title="Open a closed day again">
      <Stack>
        {reopening !== undefined && (
          <Notice
            tone="warning"
            title={`${personName(reopening.requestedBy)} asks to open ${dayInWords(reopening.from)} and the days after it again`}
          >
            <p>
              “{reopening.reason}”, asked on {momentInWords(reopening.requestedAt)}. Months that hold one of
              these days are open again, too.
            </p>
            {reopening.requestedBy === me.user ? (
              <p>Another manager must agree; until then they stay closed.</p>
            ) : (
              <div>
                <Button
                  look="dangerous"
                  isDisabled={change.isPending}
                  onPress={() =>
                    change.mutate({
                      place: {},
                      request: { action: 'confirm-reopening', day: reopening.from },
                    })
                  }
                >
                  Agree and open {dayInWords(reopening.from)}
                </Button>
              </div>
            )}
          </Notice>
        )}
        <p>
          Say from which day on, and why. The day and those after it are open once another manager has agreed
          here.
        </p>
        <InputField
          id="reopen-day"
          label="First day to open"
          hint={`${closedThrough} or before, as YYYY-MM-DD`}
          value={day}
          onChange={setDay}
        />
        <InputField
          id="reopen-reason"
          label="Reason"
          hint="Kept with the books, and shown to the manager who agrees"
          value={reason}
          onChange={setReason}
        />
        {change.error !== null && <Failed error={change.error} />}
        <div>
          <Button
            isDisabled={!/^\d{4}-\d{2}-\d{2}$/.test(day) || reason.trim().length < 3 || change.isPending}
            onPress={() =>
              change.mutate({ place: {}, request: { action: 'request-reopening', day, reason } })
            }
          >
            Ask to open it again
          </Button>
        </div>
      </Stack>
    </Panel>
  );
}

const columns: readonly TableColumn<PeriodEvent>[] = [
  { id: 'at', name: 'When', cell: ({ at }) => momentInWords(at), sortBy: ({ at }) => at },
  { id: 'what', name: 'What', cell: eventInWords },
];

function History({ history }: { readonly history: readonly PeriodEvent[] }) {
  return (
    <Panel title="What was closed and opened" isFlush>
      {history.length === 0 ? (
        <Empty title="Nothing was closed yet">
          <p>Who closes or opens a day or a month is kept here for good.</p>
        </Empty>
      ) : (
        <DataTable
          label="What was closed and opened"
          columns={columns}
          items={history}
          idOf={({ number }) => String(number)}
          firstSort={{ column: 'at', direction: 'descending' }}
        />
      )}
    </Panel>
  );
}
