import { table } from '../markdown-table.ts';
import type { Machine } from '../report.ts';
import type { MeasuredQueue } from './measure-queue.ts';

export interface QueueResult {
  readonly date: string;
  readonly machine: Machine;
  /** The smallest first. */
  readonly runs: readonly MeasuredQueue[];
}

interface QueueVerdict {
  readonly goal: string;
  readonly limit: string;
  readonly found: string;
  readonly isMet: boolean;
}

const mostMillisecondsOfApi = 100;
const mostMillisecondsOfBrowser = 1000;
/** Reading a page of a list must not cost more because the list is longer. */
const mostGrowth = 1.25;

/** What the queue must keep at its largest: every question at the API, and the page in the browser. */
export function queueVerdicts({ runs }: QueueResult): QueueVerdict[] {
  const largest = runs.at(-1);
  const smallest = runs.at(0);
  if (largest === undefined || smallest === undefined) return [];
  const slowest = Math.max(...largest.questions.map(({ medianMilliseconds }) => medianMilliseconds));
  const growth = totalOf(largest) / totalOf(smallest);
  return [
    {
      goal: `slowest question of ${largest.tasks} tasks at the API, ms`,
      limit: `below ${mostMillisecondsOfApi}`,
      found: slowest.toFixed(0),
      isMet: slowest < mostMillisecondsOfApi,
    },
    {
      goal: `the page of ${largest.tasks} tasks in the browser, ms`,
      limit: `below ${mostMillisecondsOfBrowser}`,
      found: largest.browserMilliseconds.toFixed(0),
      isMet: largest.browserMilliseconds < mostMillisecondsOfBrowser,
    },
    {
      goal: `time of all full pages at ${largest.tasks} tasks, times that at ${smallest.tasks}`,
      limit: `at most ${mostGrowth}`,
      found: growth.toFixed(2),
      isMet: growth <= mostGrowth,
    },
  ];
}

/** Of the questions that are answered with as many tasks however long the queue is. */
function totalOf({ questions }: MeasuredQueue): number {
  return questions
    .filter(({ name }) => name.startsWith('all') || name.startsWith('its') || name.startsWith('the first'))
    .reduce((sum, { medianMilliseconds }) => sum + medianMilliseconds, 0);
}

/** The result as Markdown. */
export function queueMarkdown(result: QueueResult): string {
  const { date, machine, runs } = result;
  const questions = runs.at(-1)?.questions ?? [];
  return [
    `Measured on ${date}: ${machine.cores} cores, Node ${machine.node}; ${machine.loadAtStart.toFixed(1)} processes wanted a core when it began. A queue of so many open tasks on a machine of its own, asked as the application asks it: over HTTP, through the distribution and the HTTP API with its token, the function and its audit trail, pages of 200 unless said otherwise. Milliseconds until the last byte, median of 41 after 10 others, behind the stroke what 19 of 20 stay below.`,
    table(
      ['question', 'KB', ...runs.map(({ tasks }) => `${tasks} tasks`)],
      questions.map(({ name, bytes }) => [
        name,
        (bytes / 1000).toFixed(0),
        ...runs.map((run) => {
          const question = run.questions.find((one) => one.name === name);
          return question === undefined
            ? '-'
            : `${question.medianMilliseconds.toFixed(0)} / ${question.slowMilliseconds.toFixed(0)}`;
        }),
      ]),
    ),
    'The page in the browser, from the address until the list takes a key, with the files of the application in its cache, median of 7:',
    table(
      ['tasks', 'ms', 'KiB over the wire'],
      runs.map(({ tasks, browserMilliseconds, browserKibibytes }) => [
        String(tasks),
        browserMilliseconds.toFixed(0),
        browserKibibytes.toFixed(0),
      ]),
    ),
    table(
      ['goal', 'limit', 'found', ''],
      queueVerdicts(result).map(({ goal, limit, found, isMet }) => [
        goal,
        limit,
        found,
        isMet ? 'met' : 'missed',
      ]),
    ),
  ].join('\n\n');
}
