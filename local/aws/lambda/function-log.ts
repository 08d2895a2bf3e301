import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { VirtualClock } from '../../runtime/service.ts';

/** A metric that functions have written in their log (embedded metric format), summed. */
export interface MetricSum {
  readonly count: number;
  readonly sum: number;
}

export interface FunctionLogs {
  /** Takes what a function printed; lines are kept whole, several at a time. */
  take(functionName: string, requestId: string | undefined, stream: string, text: string): void;
  /** Adds a record of the runtime's own, such as the end of an invocation that failed. */
  note(functionName: string, requestId: string | undefined, record: object): void;
  /** By `namespace/metric`. */
  metrics(): Readonly<Record<string, MetricSum>>;
  /** Writes to the disk what still waits. */
  flush(): void;
}

const flushMilliseconds = 200;
const largestWaitingBytes = 262_144;
const largestFileBytes = 8 * 1024 * 1024;

interface OpenLog {
  readonly file: string;
  /** The end of the last text that had no line break yet, by stream. */
  readonly unfinished: Map<string, string>;
  waiting: string[];
  waitingBytes: number;
  fileBytes: number;
}

interface EmbeddedMetrics {
  readonly CloudWatchMetrics?: readonly {
    readonly Namespace?: string;
    readonly Metrics?: readonly { readonly Name?: string }[];
  }[];
}

/**
 * Keeps what functions print, one file of JSON lines a function, under `folder`. A file that has grown to 8 MB
 * becomes `.1` and the one before it goes, so that a month of running does not fill the disk.
 */
export function openFunctionLogs(folder: string, clock: VirtualClock): FunctionLogs {
  mkdirSync(folder, { recursive: true });
  const logs = new Map<string, OpenLog>();
  const metrics = new Map<string, { count: number; sum: number }>();
  let timer: NodeJS.Timeout | undefined;

  const open = (functionName: string): OpenLog => {
    const known = logs.get(functionName);
    if (known !== undefined) {
      return known;
    }
    const file = path.join(folder, `${functionName}.ndjson`);
    const log: OpenLog = {
      file,
      unfinished: new Map(),
      waiting: [],
      waitingBytes: 0,
      fileBytes: existsSync(file) ? statSync(file).size : 0,
    };
    logs.set(functionName, log);
    return log;
  };

  const write = (log: OpenLog): void => {
    if (log.waiting.length === 0) {
      return;
    }
    const text = `${log.waiting.join('\n')}\n`;
    log.waiting = [];
    log.waitingBytes = 0;
    if (log.fileBytes > largestFileBytes) {
      renameSync(log.file, `${log.file}.1`);
      log.fileBytes = 0;
    }
    appendFileSync(log.file, text);
    log.fileBytes += Buffer.byteLength(text);
  };

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const log of logs.values()) {
      write(log);
    }
  };

  const add = (log: OpenLog, line: object): void => {
    const text = JSON.stringify(line);
    log.waiting.push(text);
    log.waitingBytes += text.length;
    if (log.waitingBytes > largestWaitingBytes) {
      write(log);
    }
    timer ??= setTimeout(flush, flushMilliseconds).unref();
  };

  const countMetrics = (record: Record<string, unknown>): void => {
    const embedded = record['_aws'] as EmbeddedMetrics | undefined;
    for (const directive of embedded?.CloudWatchMetrics ?? []) {
      for (const { Name: name } of directive.Metrics ?? []) {
        if (name === undefined) {
          continue;
        }
        const key = `${directive.Namespace ?? ''}/${name}`;
        const held = metrics.get(key) ?? { count: 0, sum: 0 };
        const value = record[name];
        for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
          held.count += 1;
          held.sum += Number(one);
        }
        metrics.set(key, held);
      }
    }
  };

  const parseRecord = (line: string): Record<string, unknown> | undefined => {
    if (!line.startsWith('{')) {
      return undefined;
    }
    try {
      return JSON.parse(line) as Record<string, unknown>;
    } catch {
      return undefined;
    }
  };

  const entry = (requestId: string | undefined): object => ({
    time: new Date(clock.now()).toISOString(),
    ...(requestId === undefined ? {} : { requestId }),
  });

  return {
    take: (functionName, requestId, stream, text) => {
      const log = open(functionName);
      const lines = ((log.unfinished.get(stream) ?? '') + text).split('\n');
      log.unfinished.set(stream, lines.pop() ?? '');
      for (const line of lines) {
        if (line.trim() === '') {
          continue;
        }
        const record = parseRecord(line);
        if (record === undefined) {
          add(log, { ...entry(requestId), stream, line });
        } else {
          countMetrics(record);
          add(log, { ...entry(requestId), record });
        }
      }
    },
    note: (functionName, requestId, record) => {
      add(open(functionName), { ...entry(requestId), runtime: record });
    },
    metrics: () => Object.fromEntries(metrics),
    flush,
  };
}
