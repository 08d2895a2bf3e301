import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskAction } from '#contracts/task-handling.ts';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog, DialogActions } from '../../parts/dialog.tsx';
import { useNow } from '../../parts/now.tsx';
import parts from '../../parts/parts.module.css';
import { Failed, Notice } from '../../parts/states.tsx';
import { dayInWords, timeAgo } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import css from './tasks.module.css';

const handleTasks = routeNamed(taskRoutes, 'handle-tasks');

/** Who has a task in hand, and what may be done with it beside deciding it. */
export function TaskHandlingBar({
  task,
  onChanged,
}: {
  readonly task: Task;
  readonly onChanged: () => void;
}) {
  const { api, me, practice } = useDesk();
  const now = useNow();
  const [isPuttingOff, setPuttingOff] = useState(false);
  const handle = useMutation({
    mutationFn: async (what: TaskAction) =>
      await api.call(
        handleTasks,
        { practiceId: practice.practiceId },
        { taskIds: [task.taskId], what },
        { idempotencyKey: crypto.randomUUID() },
      ),
    onSettled: onChanged,
  });
  const { mutate } = handle;
  const { lease, snoozed, blockedBy = [], assignedTo } = task.handling ?? {};
  const holder = lease !== undefined && Date.parse(lease.until) > now.getTime() ? lease : undefined;
  const isMine = holder?.by === me.user;
  const mayHandle = task.status === 'open' && mayCall(handleTasks, practice);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () =>
        mayHandle
          ? [
              {
                keys: 't',
                does: 'Take it in hand, or give it back',
                group: 'Task',
                run: () => mutate(isMine ? { action: 'give-back' } : { action: 'take' }),
              },
              { keys: 'z', does: 'Put it off', group: 'Task', run: () => setPuttingOff(true) },
            ]
          : [],
      [mayHandle, isMine, mutate],
    ),
  );
  const [answer] = handle.data?.tasks ?? [];
  const whose =
    holder === undefined
      ? assignedTo === undefined
        ? 'Nobody has it in hand.'
        : `Assigned to ${personName(assignedTo)}.`
      : isMine
        ? 'You have it in hand.'
        : `${personName(holder.by)} took it in hand ${timeAgo(holder.since, now)}.`;
  return (
    <div className={css['handling']}>
      <span>
        {whose}
        {snoozed !== undefined && ` Put off until ${dayInWords(snoozed.until)}: ${snoozed.reason}`}
        {blockedBy.length > 0 && ` Waits for ${blockedBy.length === 1 ? 'another task' : 'other tasks'}.`}
      </span>
      {mayHandle && (
        <>
          {isMine ? (
            <Button isSmall hotKey="t" onPress={() => mutate({ action: 'give-back' })}>
              Give back
            </Button>
          ) : (
            <Button isSmall hotKey="t" onPress={() => mutate({ action: 'take' })}>
              Take
            </Button>
          )}
          {snoozed === undefined ? (
            <Button isSmall hotKey="z" onPress={() => setPuttingOff(true)}>
              Put off
            </Button>
          ) : (
            <Button isSmall onPress={() => mutate({ action: 'wake', reason: 'Worked now' })}>
              Wake
            </Button>
          )}
        </>
      )}
      {handle.isError && <Failed error={handle.error} />}
      {answer?.done === false && <Notice tone="warning" title={answer.words} />}
      <PutOffDialog
        isOpen={isPuttingOff}
        onClose={() => setPuttingOff(false)}
        onPutOff={(until, reason) => {
          setPuttingOff(false);
          mutate({ action: 'snooze', until, reason });
        }}
      />
    </div>
  );
}

interface PutOffDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPutOff: (until: PlainDate, reason: string) => void;
}

function PutOffDialog({ isOpen, onClose, onPutOff }: PutOffDialogProps) {
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const isReady = until !== '' && reason.trim().length >= 3;
  return (
    <Dialog title="Put the task off" isOpen={isOpen} onClose={onClose}>
      <p>It leaves the list and comes back on that day; its deadline stays in sight.</p>
      <label>
        Until
        <input
          className={parts['input']}
          type="date"
          value={until}
          onChange={({ target }) => setUntil(target.value)}
        />
      </label>
      <label>
        Reason
        <input
          className={parts['input']}
          value={reason}
          autoComplete="off"
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        <Button
          look="primary"
          isDisabled={!isReady}
          onPress={() => onPutOff(until as PlainDate, reason.trim())}
        >
          Put off
        </Button>
      </DialogActions>
    </Dialog>
  );
}
