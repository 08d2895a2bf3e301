import type { Executions } from '#ports/executions.ts';
import type { MemoryTables } from './memory-tables.ts';

/** {@link Executions} that only remembers what was started; a wait is opened by putting its token into the tables. */
export function memoryExecutions(tables: MemoryTables): Executions {
  return {
    start(machine, name, input) {
      const path = `${machine}/${name}`;
      if (tables.executions.has(path)) {
        return Promise.resolve('exists');
      }
      tables.executions.set(path, input);
      return Promise.resolve('started');
    },
    isRunning: (execution) =>
      Promise.resolve(tables.executions.has(execution) && !tables.endedExecutions.has(execution)),
    answer(token, output) {
      const wait = tables.waits.get(token);
      if (wait === undefined || wait.output !== undefined) {
        return Promise.resolve('gone');
      }
      wait.output = output;
      return Promise.resolve('delivered');
    },
  };
}
