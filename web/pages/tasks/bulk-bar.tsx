import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import type { Task } from '#contracts/task.ts';
import { useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { bulkActions, type BulkAction } from './bulk-actions.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { allOrNone, chosenOf, extended, nothingChosen, toggled, type Selection } from './selection.ts';
import css from './tasks.module.css';

const handleTasks = routeNamed(taskRoutes, 'handle-tasks');

interface BulkBarProps {
  /** In the order in which they are shown. */
  readonly tasks: readonly Task[];
  /** Their ids. */
  readonly order: readonly string[];
  readonly selection: Selection;
  readonly onSelection: (selection: Selection) => void;
}

/** The task of the row that has the focus. */
const focusedRow = () =>
  document.activeElement instanceof HTMLElement ? document.activeElement.dataset['row'] : undefined;

/** What may be done with the chosen tasks; by keys also with the one in focus where none is chosen. */
export function BulkBar({ tasks, order, selection, onSelection }: BulkBarProps) {
  const { practice } = useDesk();
  const [begun, setBegun] = useState<{ readonly action: BulkAction; readonly tasks: readonly Task[] }>();
  const chosen = chosenOf(selection, order);
  const mayHandle = mayCall(handleTasks, practice);
  const actions = bulkActions.filter(
    ({ managersOnly }) => mayHandle && (!managersOnly || practice.roles.includes('manager')),
  );
  const begin = (action: BulkAction) => {
    const focused = focusedRow();
    const wanted = chosen.length > 0 ? chosen : focused === undefined ? [] : [focused];
    const found = tasks.filter(({ taskId }) => wanted.includes(taskId));
    if (found.length > 0) {
      setBegun({ action, tasks: found });
    }
  };
  const choose = (how: (taskId: string) => Selection) => {
    const focused = focusedRow();
    if (focused !== undefined) {
      onSelection(how(focused));
    }
  };
  const keys: readonly KeyBinding[] = [
    {
      keys: 'x',
      does: 'Choose the row, or let it go',
      group: 'Choose',
      run: () => choose((id) => toggled(selection, id)),
    },
    {
      keys: 'X',
      does: 'Choose all rows from the last one to this',
      group: 'Choose',
      run: () => choose((id) => extended(selection, order, id)),
    },
    {
      keys: '*',
      does: 'Choose all rows, or none',
      group: 'Choose',
      run: () => onSelection(allOrNone(selection, order)),
    },
    ...(chosen.length === 0
      ? []
      : [{ keys: 'Escape', does: 'Choose none', group: 'Choose', run: () => onSelection(nothingChosen) }]),
    ...actions.map(({ action, key, name }): KeyBinding => ({
      keys: key,
      does: `${name} what is chosen, or the row`,
      group: 'Choose',
      run: () => begin(action),
    })),
  ];
  useKeys(keys);
  return (
    <>
      {chosen.length > 0 && (
        <div className={css['bulkBar']}>
          <output>
            {chosen.length} {chosen.length === 1 ? 'task' : 'tasks'} chosen
          </output>
          {actions.map(({ action, key, name }) => (
            <Button key={action} isSmall hotKey={key} onPress={() => begin(action)}>
              {name}
            </Button>
          ))}
          <Button isSmall look="quiet" hotKey="Esc" onPress={() => onSelection(nothingChosen)}>
            None
          </Button>
        </div>
      )}
      {begun !== undefined && (
        <BulkDialog
          action={begun.action}
          tasks={begun.tasks}
          onClose={() => setBegun(undefined)}
          onHandled={(handled) =>
            onSelection({ taskIds: new Set(chosen.filter((taskId) => !handled.includes(taskId))) })
          }
        />
      )}
    </>
  );
}
