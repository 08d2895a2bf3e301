import type { PlainDate } from '#contracts/dates.ts';
import type { TaskAction } from '#contracts/task-handling.ts';

/** What may be done with many tasks at once, by the key that does it. */
export const bulkActions = [
  { action: 'take', key: 't', name: 'Take', managersOnly: false },
  { action: 'give-back', key: 'b', name: 'Give back', managersOnly: false },
  { action: 'take-over', key: 'v', name: 'Take over', managersOnly: true },
  { action: 'assign', key: 'a', name: 'Assign', managersOnly: false },
  { action: 'snooze', key: 'z', name: 'Put off', managersOnly: false },
  { action: 'wake', key: 'w', name: 'Wake', managersOnly: false },
] as const satisfies readonly {
  readonly action: TaskAction['action'];
  readonly key: string;
  readonly name: string;
  readonly managersOnly: boolean;
}[];
export type BulkAction = (typeof bulkActions)[number]['action'];

/** What a person fills in for an action. */
export interface BulkFields {
  readonly to: string;
  readonly until: string;
  readonly reason: string;
}

/** What is asked for beside the tasks. */
export const fieldsOf: Readonly<Record<BulkAction, readonly (keyof BulkFields)[]>> = {
  take: [],
  'give-back': [],
  'take-over': ['reason'],
  assign: ['to', 'reason'],
  snooze: ['until', 'reason'],
  wake: ['reason'],
};

export const bulkWords: Readonly<Record<BulkAction, string>> = {
  take: 'You have them in hand for half an hour; nobody else decides them meanwhile.',
  'give-back': 'They are in the queue again, for anybody.',
  'take-over': 'You have them in hand instead of whoever has them now.',
  assign: 'They are this person’s, whoever has them in hand now. Leave the name out and they are nobody’s.',
  snooze: 'They leave the list and come back on that day; their deadlines stay in sight.',
  wake: 'They are in the list again, before their day.',
};

/** The request for an action; what is missing or wrong is refused in words by the API. */
export function actionOf(action: BulkAction, { to, until, reason: typed }: BulkFields): TaskAction {
  const reason = typed.trim();
  switch (action) {
    case 'take':
    case 'give-back':
      return { action };
    case 'take-over':
    case 'wake':
      return { action, reason };
    case 'assign':
      return { action, reason, ...(to.trim() !== '' && { to: to.trim().toLowerCase() }) };
    case 'snooze':
      return { action, reason, until: until as PlainDate };
  }
}

/** What is still to be filled in, in words; undefined where nothing is. */
export function missingIn(action: BulkAction, fields: BulkFields): string | undefined {
  if (fieldsOf[action].includes('until') && fields.until === '') {
    return 'Say until which day.';
  }
  return fieldsOf[action].includes('reason') && fields.reason.trim().length < 3
    ? 'Give a reason of three letters or more.'
    : undefined;
}

interface Told {
  readonly taskId: string;
  readonly done: boolean;
  readonly words: string;
}

/** Those that cannot be handled stand first. */
export function refusedFirst(tasks: readonly Told[]): readonly Told[] {
  return [...tasks.filter(({ done }) => !done), ...tasks.filter(({ done }) => done)];
}

/** `3 of 5 tasks` with what becomes of them. */
export function countInWords(tasks: readonly Told[], isPreview: boolean): string {
  const done = tasks.filter((task) => task.done).length;
  const all = `${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}`;
  if (isPreview) {
    return done === tasks.length
      ? `This would be done with ${done === 1 ? 'the task' : `all ${all}`}`
      : `This would be done with ${done} of ${all}`;
  }
  return done === tasks.length ? `Done with ${all}` : `Done with ${done} of ${all}`;
}
