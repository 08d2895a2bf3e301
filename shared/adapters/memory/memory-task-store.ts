import type { Task } from '#contracts/task.ts';
import { queuePlaceOf, type QueuePlace } from '#domain/tasks/task-queues.ts';
import type { TaskStore } from '#ports/task-store.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryTaskStore(tables: MemoryTables): TaskStore {
  return {
    load: (practiceId, taskId) => Promise.resolve(tables.tasks.get(`${practiceId}#${taskId}`)),

    list(practiceId, { list, kinds, owner, order, limit, next }) {
      const sortOf = ({ place }: { place: QueuePlace }) =>
        order === 'due' ? place.dueSort : place.prioritySort;
      const found: { task: Task; place: QueuePlace }[] = [];
      for (const task of tables.tasks.values()) {
        const place = task.practiceId === practiceId ? queuePlaceOf(task) : undefined;
        if (
          place?.list === list &&
          (owner === undefined || place.owner === owner) &&
          (kinds === undefined || kinds.includes(task.kind)) &&
          (next === undefined || sortOf({ place }) > next)
        ) {
          found.push({ task, place });
        }
      }
      const shown = found.toSorted((one, other) => (sortOf(one) < sortOf(other) ? -1 : 1)).slice(0, limit);
      const last = shown.at(-1);
      const tasks = shown.map(({ task }) => task);
      return Promise.resolve(
        found.length > shown.length && last !== undefined ? { tasks, next: sortOf(last) } : { tasks },
      );
    },

    ofClaim: (practiceId, claimId) =>
      Promise.resolve(
        [...tables.tasks.values()]
          .filter((task) => task.practiceId === practiceId && task.claimId === claimId)
          .toSorted((one, other) => (one.openedAt < other.openedAt ? 1 : -1)),
      ),
  };
}
