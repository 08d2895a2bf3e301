import type { HandleTasksAnswer } from '#contracts/task-handling.ts';
import type { TaskId } from '#contracts/identifiers.ts';
import { staffManagementRoutes } from '#contracts/staff-api/staff.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import type { Task } from '#contracts/task.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog, DialogActions } from '../../parts/dialog.tsx';
import { Chip } from '../../parts/figures.tsx';
import parts from '../../parts/parts.module.css';
import { Failed, Notice } from '../../parts/states.tsx';
import { taskWords } from '../../words/task-words.ts';
import {
  actionOf,
  bulkActions,
  bulkWords,
  countInWords,
  fieldsOf,
  missingIn,
  refusedFirst,
  type BulkAction,
  type BulkFields,
} from './bulk-actions.ts';
import css from './tasks.module.css';

const handleTasks = routeNamed(taskRoutes, 'handle-tasks');
const listStaff = routeNamed(staffManagementRoutes, 'list-staff');

type Handled = Extract<HandleTasksAnswer, { outcome: 'handled' }>;

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly tasks: readonly Task[];
  readonly onClose: () => void;
  /** Those that were handled, and need not be chosen any more. */
  readonly onHandled: (taskIds: readonly string[]) => void;
}

/** One action for many tasks: what it needs, what it would do with each, then what it did. */
export function BulkDialog({ action, tasks, onClose, onHandled }: BulkDialogProps) {
  const queries = useQueryClient();
  const [fields, setFields] = useState<BulkFields>({ to: '', until: '', reason: '' });
  const [isTried, setTried] = useState(false);
  const taskIds = tasks.map(({ taskId }) => taskId);
  const preview = useChange(handleTasks);
  const apply = useChange(handleTasks, (answer) => {
    onHandled(answer.tasks.filter(({ done }) => done).map(({ taskId }) => taskId));
    void queries.invalidateQueries({ queryKey: ['list-tasks'] });
  });
  const ask = (isPreview: boolean) => ({
    place: {},
    request: { taskIds, what: actionOf(action, fields), preview: isPreview },
  });
  const missing = missingIn(action, fields);
  const name = bulkActions.find((known) => known.action === action)?.name ?? action;
  const told: Handled | undefined = apply.data ?? preview.data;
  const doable = told?.tasks.filter(({ done }) => done).length ?? 0;
  const fill = (more: Partial<BulkFields>) => {
    preview.reset();
    setFields({ ...fields, ...more });
  };
  const handIn = () => {
    setTried(true);
    if (missing !== undefined || preview.isPending || apply.isPending) {
      return;
    }
    if (preview.data === undefined) {
      preview.mutate(ask(true));
    } else if (doable > 0) {
      apply.mutate(ask(false));
    }
  };
  return (
    <Dialog
      title={`${name}: ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}`}
      isOpen
      onClose={onClose}
    >
      <form
        className={css['bulk']}
        onSubmit={(event) => {
          event.preventDefault();
          handIn();
        }}
        noValidate
      >
        <p>{bulkWords[action]}</p>
        {apply.data === undefined && <Fields action={action} fields={fields} onFields={fill} />}
        {isTried && missing !== undefined && <Notice tone="warning" title={missing} />}
        {(preview.isError || apply.isError) && <Failed error={apply.error ?? preview.error} />}
        {told !== undefined && <Told told={told} tasks={tasks} />}
        <DialogActions>
          {apply.data !== undefined || (preview.data !== undefined && doable === 0) ? (
            <Button look="primary" takesFocus onPress={onClose}>
              Close
            </Button>
          ) : (
            <>
              <Button onPress={onClose}>Cancel</Button>
              {/* Never disabled: a button that is loses the focus, and with it the keys of the dialog. */}
              <Button type="submit" look="primary" takesFocus={fieldsOf[action].length === 0}>
                {preview.data === undefined ? 'See what it would do' : `${name} ${doable}`}
              </Button>
            </>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  readonly action: BulkAction;
  readonly fields: BulkFields;
  readonly onFields: (more: Partial<BulkFields>) => void;
}

function Fields({ action, fields, onFields }: FieldsProps) {
  const { practice } = useDesk();
  const asked = fieldsOf[action];
  const maySeeStaff = mayCall(listStaff, practice);
  const staff = useAnswer(listStaff, {}, {}, { isAsked: maySeeStaff && asked.includes('to') });
  const people = staff.data?.members.filter(({ disabled }) => !disabled) ?? [];
  return (
    <>
      {asked.includes('to') && (
        <label className={css['bulkField']}>
          User name
          <input
            className={parts['input']}
            value={fields.to}
            list="bulk-people"
            autoComplete="off"
            onChange={({ target }) => onFields({ to: target.value })}
          />
          <datalist id="bulk-people">
            {people.map(({ user, name }) => (
              <option key={user} value={user}>
                {name}
              </option>
            ))}
          </datalist>
        </label>
      )}
      {asked.includes('until') && (
        <label className={css['bulkField']}>
          Until
          <input
            className={parts['input']}
            type="date"
            value={fields.until}
            onChange={({ target }) => onFields({ until: target.value })}
          />
        </label>
      )}
      {asked.includes('reason') && (
        <label className={css['bulkField']}>
          Reason
          <input
            className={parts['input']}
            value={fields.reason}
            autoComplete="off"
            onChange={({ target }) => onFields({ reason: target.value })}
          />
        </label>
      )}
    </>
  );
}

/** What would become, or has become, of each task. */
function Told({ told, tasks }: { readonly told: Handled; readonly tasks: readonly Task[] }) {
  const known = new Map(tasks.map((task) => [task.taskId, task]));
  return (
    <section
      aria-label={told.preview ? 'What it would do' : 'What it did'}
      className={css['bulkTold']}
      tabIndex={0}
    >
      <output>
        <strong>{countInWords(told.tasks, told.preview)}</strong>
      </output>
      <ul>
        {refusedFirst(told.tasks).map(({ taskId, done, words }) => {
          const task = known.get(taskId as TaskId);
          return (
            <li key={taskId}>
              <Chip tone={done ? 'good' : 'warning'}>
                {done ? (told.preview ? 'Possible' : 'Done') : told.preview ? 'Not possible' : 'Not done'}
              </Chip>
              <span>
                {task === undefined ? taskId : `${taskWords[task.kind].name}: ${task.why}`}
                <small>{words}</small>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
