import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { VirtualClock } from './service.ts';

/** Something that went wrong inside the runtime itself, not in a function. */
export interface Fault {
  readonly time: string;
  readonly where: string;
  readonly message: string;
  readonly stack: string | undefined;
}

export interface FaultLog {
  readonly report: (where: string, error: unknown) => void;
  /** The last ones, oldest first. */
  readonly recent: () => readonly Fault[];
}

const keptFaults = 100;
/** A fault that repeats at every turn must not fill the disk. */
const mostWritten = 10_000;

/** Opens `logs/runtime.ndjson` of the data folder. */
export function openFaultLog(dataFolder: string, clock: VirtualClock): FaultLog {
  const folder = path.join(dataFolder, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'runtime.ndjson');
  const faults: Fault[] = [];
  let written = 0;
  return {
    report: (where, error) => {
      const fault: Fault = {
        time: new Date(clock.now()).toISOString(),
        where,
        message: error instanceof Error ? error.message : String(error),
        stack: error instanceof Error ? error.stack : undefined,
      };
      faults.push(fault);
      if (faults.length > keptFaults) {
        faults.shift();
      }
      written += 1;
      if (written <= mostWritten) {
        appendFileSync(file, `${JSON.stringify(fault)}\n`);
      }
    },
    recent: () => [...faults],
  };
}
