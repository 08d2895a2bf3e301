import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useDesk } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import css from './tasks.module.css';

const takeNextTask = routeNamed(taskRoutes, 'take-next-task');

/** Hands out the task that is worth most among those that nobody has and the person is good at, and opens it. */
export function TakeNext() {
  const { practice } = useDesk();
  const [, go] = useLocation();
  const take = useChange(takeNextTask, (answer) => {
    if (answer.outcome === 'taken') go(`/tasks/${answer.taskId}`);
  });
  const { mutate } = take;
  const may = mayCall(takeNextTask, practice);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () =>
        may
          ? [
              {
                keys: 'n',
                does: 'Take the next task that is for you',
                group: 'Tasks',
                run: () => mutate({ place: {}, request: {} }),
              },
            ]
          : [],
      [may, mutate],
    ),
  );
  if (!may) return null;
  return (
    <div className={css['takeNext']}>
      {take.data?.outcome === 'nothing-left' && <output>Nothing is left that nobody has.</output>}
      {take.isError && <span role="alert">{take.error.message}</span>}
      <Button hotKey="n" isDisabled={take.isPending} onPress={() => mutate({ place: {}, request: {} })}>
        Take the next
      </Button>
    </div>
  );
}
