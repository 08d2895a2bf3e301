import type { Task } from '#contracts/task.ts';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { usePages } from '../../api/use-pages.tsx';
import { useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { useToday } from '../../parts/now.tsx';
import { Page } from '../../parts/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Button } from '../../parts/button.tsx';
import { roundDollars } from '../../words/dollars.ts';
import { urgencyOf } from '../../words/days.ts';
import {
  applyFilter,
  groupByDue,
  everyTask,
  filterOf,
  listingOf,
  listTasks,
  searchOf,
  type TaskFilter,
} from './task-filter.ts';
import { BulkBar } from './bulk-bar.tsx';
import { allOrNone, extended, nothingChosen, toggled } from './selection.ts';
import { TakeNext } from './take-next.tsx';
import { TaskTable } from './task-table.tsx';
import { TaskTools } from './task-tools.tsx';
import css from './tasks.module.css';

/** The queue: what a person works from all day. */
export function TasksPage() {
  const { me } = useDesk();
  const today = useToday();
  const [, go] = useLocation();
  const filter = filterOf(useSearch());
  const [words, setWords] = useState('');
  const searchField = useRef<HTMLInputElement>(null);
  const answer = usePages(listTasks, {}, listingOf(filter, me.user), { everySeconds: 15 });
  const tasks = useMemo(() => answer.data?.pages.flatMap((page) => page.tasks), [answer.data]);
  const search = searchOf(filter);
  const shown = useMemo(
    () => applyFilter(tasks ?? [], filterOf(search), words, today),
    [tasks, search, words, today],
  );
  const ordered = useMemo(
    () => groupByDue(shown, filterOf(search).sort, today).flatMap(({ tasks }) => tasks),
    [shown, search, today],
  );
  const order = useMemo(() => ordered.map(({ taskId }): string => taskId), [ordered]);
  const change = useCallback(
    (next: TaskFilter) => {
      const text = searchOf(next);
      go(text === '' ? '/tasks' : `/tasks?${text}`, { replace: true });
    },
    [go],
  );
  const isFiltered = search !== '' || words !== '';
  const [selection, setSelection] = useState(nothingChosen);
  const clear = useCallback(() => {
    setWords('');
    change(everyTask);
  }, [change, setWords]);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        { keys: '/', does: 'Search the list', group: 'Tasks', run: () => searchField.current?.focus() },
        { keys: '0', does: 'Clear all filters', group: 'Tasks', run: clear },
      ],
      [clear],
    ),
  );

  return (
    <Page
      title="Tasks"
      isFlush
      actions={
        <>
          {tasks !== undefined && <Totals tasks={shown} />}
          <TakeNext />
        </>
      }
      toolbar={
        <TaskTools
          tasks={tasks ?? []}
          filter={filter}
          onFilter={change}
          words={words}
          onWords={setWords}
          searchField={searchField}
        />
      }
    >
      {answer.isError && tasks === undefined ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : tasks === undefined ? (
        <Loading rows={12} />
      ) : shown.length > 0 ? (
        <>
          <TaskTable
            tasks={shown}
            sort={filter.sort}
            selection={selection}
            onToggle={(taskId, isRange) =>
              setSelection(isRange ? extended(selection, order, taskId) : toggled(selection, taskId))
            }
            onToggleAll={() => setSelection(allOrNone(selection, order))}
          />
          {answer.hasNextPage && (
            <div className={css['more']}>
              <Button onPress={() => void answer.fetchNextPage()} isDisabled={answer.isFetchingNextPage}>
                More tasks
              </Button>
            </div>
          )}
          <BulkBar tasks={ordered} order={order} selection={selection} onSelection={setSelection} />
        </>
      ) : isFiltered ? (
        <Empty title="No task fits">
          <p>
            None of the {tasks.length} tasks that were looked at passes this filter
            {answer.hasNextPage ? '; there are more to look at' : ''}.
          </p>
          <Button onPress={clear} hotKey="0">
            Clear all filters
          </Button>
        </Empty>
      ) : (
        <Empty title="Nothing to work">
          <p>
            Every claim goes on by itself. As soon as one cannot, its task is here; the list looks for new
            ones by itself.
          </p>
        </Empty>
      )}
    </Page>
  );
}

/** How much there is to do, and what is at stake. */
function Totals({ tasks }: { readonly tasks: readonly Task[] }) {
  const today = useToday();
  const cents = tasks.reduce((sum, { dollarsAtStakeCents }) => sum + Math.abs(dollarsAtStakeCents), 0);
  const overdue = tasks.filter(({ dueOn }) => urgencyOf(dueOn, today) === 'overdue').length;
  return (
    <p className={css['totals']}>
      <b>{tasks.length}</b> {tasks.length === 1 ? 'task' : 'tasks'} · <b>{roundDollars(cents)}</b> at stake
      {overdue > 0 && (
        <>
          {' '}
          · <b>{overdue}</b> overdue
        </>
      )}
    </p>
  );
}
