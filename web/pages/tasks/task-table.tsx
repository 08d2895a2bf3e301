import type { Task } from '#contracts/task.ts';
import { useEffect, useMemo, useRef } from 'react';
import { Link } from 'wouter';
import { useDesk } from '../../api/use-api.tsx';
import { useKeys } from '../../keys/keys.tsx';
import { useRowKeys } from '../../keys/use-row-keys.ts';
import { Amount, Chip, Due } from '../../parts/figures.tsx';
import { useToday } from '../../parts/now.tsx';
import parts from '../../parts/parts.module.css';
import type { Urgency } from '../../words/days.ts';
import { roundDollars } from '../../words/dollars.ts';
import { taskWords } from '../../words/task-words.ts';
import { groupByDue, ownersOf, type TaskFilter } from './task-filter.ts';
import { queueOrder } from './queue-order.ts';
import type { Selection } from './selection.ts';
import css from './tasks.module.css';

const groupWords = {
  overdue: 'Overdue',
  today: 'Today',
  soon: 'Within a week',
  later: 'Later',
} as const;

interface TaskTableProps {
  readonly tasks: readonly Task[];
  readonly sort: TaskFilter['sort'];
  readonly selection: Selection;
  /** `isRange`: all from the one that was chosen last. */
  readonly onToggle: (taskId: string, isRange: boolean) => void;
  readonly onToggleAll: () => void;
}

/** The rows of the queue. `j` and `k` move from one to the next, `Enter` opens the one that has the focus. */
export function TaskTable({ tasks, sort, selection, onToggle, onToggleAll }: TaskTableProps) {
  const table = useRef<HTMLTableElement>(null);
  const today = useToday();
  const groups = useMemo(() => groupByDue(tasks, sort, today), [tasks, sort, today]);
  useKeys(useRowKeys(table, 'Tasks'));
  useEffect(() => {
    queueOrder.keep(groups.flatMap(({ tasks }) => tasks.map(({ taskId }) => taskId)));
  }, [groups]);
  useEffect(() => {
    // Back from a task: the person goes on where the person was.
    table.current?.querySelector<HTMLElement>(`[data-row="${queueOrder.takeOpened() ?? ''}"]`)?.focus();
  }, []);
  return (
    <table ref={table} className={`${css['list']} ${parts['links']}`}>
      <thead>
        <tr>
          <th className={css['choose']}>
            <input
              type="checkbox"
              aria-label="Choose all tasks"
              checked={tasks.every(({ taskId }) => selection.taskIds.has(taskId))}
              onChange={onToggleAll}
            />
          </th>
          <th className={css['kind']}>Kind</th>
          <th>Why</th>
          <th className={css['owner']}>Whose</th>
          <th className={`${css['dollars']} ${parts['number']}`}>At stake</th>
          <th className={css['due']}>Due</th>
        </tr>
      </thead>
      {groups.map(({ urgency, tasks }) => (
        <tbody key={urgency ?? 'all'}>
          {urgency !== undefined && <GroupRow urgency={urgency} tasks={tasks} />}
          {tasks.map((task) => (
            <TaskRow
              key={task.taskId}
              task={task}
              isChosen={selection.taskIds.has(task.taskId)}
              onToggle={onToggle}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** How many tasks are so near, whose they are and what is at stake. */
function GroupRow({ urgency, tasks }: { readonly urgency: Urgency; readonly tasks: readonly Task[] }) {
  const { me } = useDesk();
  const own = tasks.filter((task) => ownersOf(task)[0] === me.user).length;
  return (
    <tr className={css['group']}>
      <th colSpan={3} scope="rowgroup">
        {groupWords[urgency]}
      </th>
      <td className={css['owner']}>{own === 0 ? 'None yours' : `${own} yours`}</td>
      <td className={`${css['dollars']} ${parts['number']}`}>
        {roundDollars(tasks.reduce((sum, task) => sum + Math.abs(task.dollarsAtStakeCents), 0))}
      </td>
      <td className={css['due']}>{tasks.length === 1 ? '1 task' : `${tasks.length} tasks`}</td>
    </tr>
  );
}

interface TaskRowProps {
  readonly task: Task;
  readonly isChosen: boolean;
  readonly onToggle: TaskTableProps['onToggle'];
}

function TaskRow({ task, isChosen, onToggle }: TaskRowProps) {
  const { me, drafts } = useDesk();
  const owner = ownersOf(task)[0];
  return (
    <tr data-chosen={isChosen}>
      <td className={css['choose']}>
        <input
          type="checkbox"
          aria-label={`Choose ${taskWords[task.kind].name} ${task.taskId}`}
          tabIndex={-1}
          checked={isChosen}
          onChange={({ nativeEvent }) =>
            onToggle(task.taskId, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }
        />
      </td>
      <td className={css['kind']}>
        <Chip>{taskWords[task.kind].name}</Chip>
      </td>
      <td>
        <Link
          href={`/tasks/${task.taskId}`}
          className={`${parts['whole']} ${css['why']}`}
          data-row={task.taskId}
          title={task.why}
        >
          {task.why}
        </Link>
      </td>
      <td className={css['owner']}>
        {drafts.has(task.taskId) ? (
          <Chip tone="note">Begun</Chip>
        ) : owner === undefined ? null : (
          <Chip tone={owner === me.user ? 'accent' : 'plain'}>{owner === me.user ? 'You' : owner}</Chip>
        )}
      </td>
      <td className={`${css['dollars']} ${parts['number']}`}>
        <Amount of={task.dollarsAtStakeCents} />
      </td>
      <td className={css['due']}>
        <Due on={task.dueOn} />
      </td>
    </tr>
  );
}
