import { reportScheduleRoutes } from '#contracts/staff-api/report-schedules.ts';
import type { ReportSending, ScheduleTold } from '#contracts/warehouse/report-schedule.ts';
import type { ReportTold } from '#contracts/warehouse/run-report.ts';
import { leftOutWords, rhythmInWords, spanWords } from '#domain/reports/schedules/schedule-words.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog, DialogActions } from '../../parts/dialog.tsx';
import { Chip, Facts } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed, Loading, Notice } from '../../parts/states.tsx';
import { dayInWords, daysInWords, momentInWords } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import { draftOf, newDraft, settingsOf } from './schedule-draft.ts';
import { ScheduleForm } from './schedule-form.tsx';
import css from './schedules.module.css';
import { mailInWords, sendingInShort } from './sending-words.ts';
import { useReportList } from './use-report.ts';

const listSchedules = routeNamed(reportScheduleRoutes, 'list-report-schedules');
const makeSchedule = routeNamed(reportScheduleRoutes, 'make-report-schedule');
const changeSchedule = routeNamed(reportScheduleRoutes, 'change-report-schedule');
const removeSchedule = routeNamed(reportScheduleRoutes, 'remove-report-schedule');
const listSendings = routeNamed(reportScheduleRoutes, 'list-report-sendings');

type Reader = { readonly user: string; readonly name: string };
type Asked = { readonly what: 'make' } | { readonly what: 'change' | 'remove'; readonly told: ScheduleTold };

/** Who is told of which report by e-mail, when next, and what came of the last. */
export function SchedulesPage() {
  const list = useReportList();
  const answer = useAnswer(listSchedules, {}, {}, { everySeconds: 60 });
  const [asked, setAsked] = useState<Asked>();
  const reports = list.data?.reports ?? [];
  const { schedules = [], readers = [], isMailOn = true } = answer.data ?? {};
  const titleOf = (name: string) => reports.find((report) => report.name === name)?.title ?? name;
  const isThere = answer.data !== undefined && list.data !== undefined;
  const isOpen = asked !== undefined;
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        {
          keys: 'n',
          does: 'New schedule',
          group: 'Schedules',
          run: () => isThere && !isOpen && setAsked({ what: 'make' }),
        },
      ],
      [isThere, isOpen],
    ),
  );
  const error = answer.error ?? list.error;
  const close = () => setAsked(undefined);
  return (
    <Page
      title="Schedules of reports"
      crumb={<Link href="/finance">Finance</Link>}
      actions={
        isThere && (
          <Button isSmall hotKey="n" onPress={() => setAsked({ what: 'make' })}>
            New schedule
          </Button>
        )
      }
    >
      <Stack>
        <Explains>
          A mail says that a report is ready and leads to it. It holds no figures: whoever opens it signs in
          and sees what that person may see.
        </Explains>
        {isThere && !isMailOn && (
          <Notice tone="warning" title="This installation sends no mail">
            <p>
              Whoever runs Claimwright has named no address to send from. What is scheduled here is kept and
              nobody is told.
            </p>
          </Notice>
        )}
        {error !== null && (
          <Failed
            error={error}
            onRetry={() => {
              void answer.refetch();
              void list.refetch();
            }}
          />
        )}
        {!isThere && error === null && <Loading rows={4} />}
        {isThere && schedules.length === 0 && (
          <Empty title="Nobody is told of reports by e-mail">
            <p>Make a schedule: of a report, how often, and for whom.</p>
          </Empty>
        )}
        {isThere &&
          schedules.map((told) => (
            <SchedulePanel
              key={told.schedule.scheduleId}
              told={told}
              title={titleOf(told.schedule.reportName)}
              onAsk={(what) => setAsked({ what, told })}
            />
          ))}
      </Stack>
      <Dialog title={asked === undefined ? '' : dialogTitles[asked.what]} isOpen={isOpen} onClose={close}>
        {asked?.what === 'make' && <MakeForm reports={reports} readers={readers} onDone={close} />}
        {asked?.what === 'change' && (
          <ChangeForm told={asked.told} reports={reports} readers={readers} onDone={close} />
        )}
        {asked?.what === 'remove' && (
          <RemoveForm told={asked.told} title={titleOf(asked.told.schedule.reportName)} onDone={close} />
        )}
      </Dialog>
    </Page>
  );
}

const dialogTitles: Readonly<Record<Asked['what'], string>> = {
  make: 'New schedule',
  change: 'Change the schedule',
  remove: 'Remove the schedule',
};

/** After a change the list is asked for anew. */
function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: [listSchedules.id] });
}

interface SchedulePanelProps {
  readonly told: ScheduleTold;
  readonly title: string;
  readonly onAsk: (what: 'change' | 'remove') => void;
}

function SchedulePanel({ told, title, onAsk }: SchedulePanelProps) {
  const { schedule, recipients, next, waits, last } = told;
  const { scheduleId, version, reportName, span, rhythm, isPaused } = schedule;
  const change = useChange(changeSchedule, useRefresh());
  const often = rhythmInWords(rhythm);
  const name = `${title}, ${often}`;
  const short = last === undefined ? undefined : sendingInShort(last);
  return (
    <Panel
      title={name}
      aside={
        <span>
          {isPaused && <Chip tone="warning">Paused</Chip>}{' '}
          <Button isSmall label={`Change ${name}`} onPress={() => onAsk('change')}>
            Change…
          </Button>{' '}
          <Button
            isSmall
            label={`${isPaused ? 'Resume' : 'Pause'} ${name}`}
            isDisabled={change.isPending}
            onPress={() =>
              change.mutate({
                place: { scheduleId },
                request: { ...settingsOf(draftOf(schedule)), isPaused: !isPaused, seenVersion: version },
              })
            }
          >
            {isPaused ? 'Resume' : 'Pause'}
          </Button>{' '}
          <Button isSmall label={`Remove ${name}`} onPress={() => onAsk('remove')}>
            Remove…
          </Button>
        </span>
      }
    >
      <Stack>
        {change.isError && <Failed error={change.error} />}
        {waits !== undefined && (
          <Notice tone="note" title={`Waits since ${dayInWords(waits.since)}`}>
            <p>
              The warehouse does not have {dayInWords(waits.for)} yet. If it stays behind, the mail goes out
              all the same and says where the figures end.
            </p>
          </Notice>
        )}
        <Facts
          facts={[
            { name: 'Report', value: <Link href={`/finance/reports/${reportName}`}>{title}</Link> },
            { name: 'Of which days', value: spanWords[span] },
            { name: 'Next', value: nextInWords(isPaused, next) },
            {
              name: 'Last',
              value:
                last === undefined || short === undefined ? (
                  'Nothing was sent yet'
                ) : (
                  <>
                    {dayInWords(last.of)} <Chip tone={short.tone}>{short.words}</Chip>
                  </>
                ),
            },
            {
              name: 'Made',
              value: `by ${personName(schedule.madeBy)}, ${momentInWords(schedule.madeAt)}`,
            },
          ]}
        />
        <ul className={css['sendings']} aria-label={`Who is told: ${name}`}>
          {recipients.map((one) => (
            <li key={one.user}>
              {one.name}{' '}
              {one.leftOut !== undefined && (
                <Chip tone="warning">gets no mail: {leftOutWords[one.leftOut]}</Chip>
              )}
            </li>
          ))}
        </ul>
        {last !== undefined && <Sendings told={told} name={name} />}
      </Stack>
    </Panel>
  );
}

function nextInWords(isPaused: boolean, next: ScheduleTold['next']): string {
  if (isPaused) {
    return 'Paused';
  }
  const [day] = next;
  return day === undefined ? 'After the next closing of a month' : dayInWords(day);
}

/** What was sent, read once somebody wants to see it. */
function Sendings({ told, name }: { readonly told: ScheduleTold; readonly name: string }) {
  const [isOpen, setOpen] = useState(false);
  const { scheduleId } = told.schedule;
  const sent = useAnswer(listSendings, { scheduleId }, {}, { isAsked: isOpen });
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>What was sent</summary>
      {sent.isError && <Failed error={sent.error} onRetry={() => void sent.refetch()} />}
      {sent.data === undefined && !sent.isError && isOpen && <Loading rows={2} />}
      <ul className={css['sendings']} aria-label={`What was sent: ${name}`}>
        {sent.data?.sendings.map((one) => (
          <SendingRow key={one.of} sending={one} />
        ))}
      </ul>
    </details>
  );
}

function SendingRow({ sending }: { readonly sending: ReportSending }) {
  const { of, asked, figures, mails } = sending;
  return (
    <li>
      <strong>{dayInWords(of)}</strong>: of {daysInWords(asked.from, asked.to)}
      {figures.is === 'ends-earlier' && `; its figures ended at ${dayInWords(figures.through)}`}
      <ul>
        {mails.map(({ user, state }) => (
          <li key={user}>
            {personName(user)}: {mailInWords(state)}
          </li>
        ))}
      </ul>
    </li>
  );
}

interface FormProps {
  readonly reports: readonly ReportTold[];
  readonly readers: readonly Reader[];
  readonly onDone: () => void;
}

function MakeForm({ reports, readers, onDone }: FormProps) {
  const { me } = useDesk();
  const refresh = useRefresh();
  const change = useChange(makeSchedule, () => {
    refresh();
    onDone();
  });
  return (
    <ScheduleForm
      beginning={newDraft(
        reports.find(({ name }) => name === 'month-end-close-pack')?.name ?? reports[0]?.name ?? '',
        me.user,
      )}
      reports={reports}
      readers={readers}
      submit="Schedule"
      isWaiting={change.isPending}
      error={change.error}
      onCancel={onDone}
      onHandIn={(draft) => change.mutate({ place: {}, request: settingsOf(draft) })}
    />
  );
}

function ChangeForm({ told, reports, readers, onDone }: FormProps & { readonly told: ScheduleTold }) {
  const { schedule } = told;
  const refresh = useRefresh();
  const change = useChange(changeSchedule, () => {
    refresh();
    onDone();
  });
  return (
    <ScheduleForm
      beginning={draftOf(schedule)}
      reports={reports}
      readers={readers}
      submit="Change"
      isWaiting={change.isPending}
      error={change.error}
      onCancel={onDone}
      onHandIn={(draft) =>
        change.mutate({
          place: { scheduleId: schedule.scheduleId },
          request: { ...settingsOf(draft), isPaused: schedule.isPaused, seenVersion: schedule.version },
        })
      }
    />
  );
}

interface RemoveFormProps {
  readonly told: ScheduleTold;
  readonly title: string;
  readonly onDone: () => void;
}

function RemoveForm({ told: { schedule }, title, onDone }: RemoveFormProps) {
  const refresh = useRefresh();
  const change = useChange(removeSchedule, () => {
    refresh();
    onDone();
  });
  return (
    <>
      <p>
        Nobody is told of “{title}” {rhythmInWords(schedule.rhythm)} any more. What was sent stays on record.
      </p>
      {change.isError && <Failed error={change.error} />}
      <DialogActions>
        <Button onPress={onDone}>Cancel</Button>
        <Button
          look="dangerous"
          isDisabled={change.isPending}
          onPress={() =>
            change.mutate({
              place: { scheduleId: schedule.scheduleId },
              request: { seenVersion: schedule.version },
            })
          }
        >
          Remove
        </Button>
      </DialogActions>
    </>
  );
}
