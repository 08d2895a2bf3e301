import type { Cents } from '#contracts/cents.ts';
import type { Instant } from '#contracts/dates.ts';
import { TaskId, type PracticeId } from '#contracts/identifiers.ts';
import type { Task, Unmapped } from '#contracts/task.ts';
import { addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import { foldedId } from '../intake/map/aliases.ts';
import { formatDollars, zeroCents } from '../money/cents.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';

/** Working days that an administrator has to say what a name means: visits wait for it. */
const unmappedTaskDays = 1;

const words: Readonly<Record<Unmapped['kind'], { readonly what: string; readonly target: string }>> = {
  provider: { what: 'provider', target: 'the NPI of a provider of the practice' },
  payer: { what: 'payer', target: 'the payer id of a payer of the practice' },
  location: { what: 'location', target: 'the id of a location of the practice' },
  procedure: { what: 'procedure code', target: 'a CPT or HCPCS code' },
  'place-of-service': { what: 'place of service', target: 'a place of service code of two digits' },
  relationship: { what: 'relationship', target: 'self, spouse, child or other' },
  sex: { what: 'sex', target: 'F, M or U' },
  accident: { what: 'kind of accident', target: 'auto, work or other' },
  'appointment-status': {
    what: 'status of an appointment',
    target: 'booked, arrived, kept, cancelled or no-show',
  },
  'usual-place': {
    what: 'place',
    target: 'the id of a location of the practice, or a place of service code of two digits',
  },
};

/** What a target of a mapping of this kind is, in words. */
export function targetWords(kind: Unmapped['kind']): string {
  return words[kind].target;
}

/** One task for each name, however often and in however many files it comes. */
export function unmappedTaskId({ kind, alias, sourceSystem = '' }: Unmapped): TaskId {
  return TaskId.parse(
    `unmapped-${kind}-${contentHashOf([kind, sourceSystem, foldedId(alias)]).slice(0, 16)}`,
  );
}

/** The task with how much waits for it at this moment. */
export function withWaiting(
  task: Task,
  {
    visits,
    chargeCents,
    isAll,
  }: { readonly visits: number; readonly chargeCents: Cents; readonly isAll: boolean },
): Task {
  const many = `${isAll ? '' : 'more than '}${visits} ${visits === 1 ? 'visit waits' : 'visits wait'}`;
  const sentence = `${many} for it, with charges of ${isAll ? '' : 'more than '}${formatDollars(chargeCents)}.`;
  return {
    ...task,
    dollarsAtStakeCents: chargeCents,
    evidence: [...task.evidence, sentence[0]?.toUpperCase() + sentence.slice(1)],
  };
}

/** Asks what a name of a source's own means. */
export function unmappedTask(
  practiceId: PracticeId,
  unmapped: Unmapped,
  first: { readonly uploadId: string; readonly recordNumber: number; readonly at: Instant },
): Task {
  const { kind, alias, sourceSystem } = unmapped;
  const source = sourceSystem === undefined ? 'a source' : sourceSystem;
  return {
    practiceId,
    taskId: unmappedTaskId(unmapped),
    kind: 'unmapped-alias',
    unmapped,
    waitSequence: 0,
    status: 'open',
    openedAt: first.at,
    dueOn: addWorkingDays(dateOf(first.at), unmappedTaskDays),
    why:
      kind === 'usual-place'
        ? `Nobody has said where visits of ${source} take place of which neither a place of service nor a location is told.`
        : `Nobody has said which ${words[kind].what} ${source} means by "${alias}".`,
    evidence: [
      `It came first in record ${first.recordNumber} of upload ${first.uploadId}.`,
      `Map it to ${words[kind].target}, or refuse it. Records with it are held until then; when it is mapped, the uploads that have them are read once more.`,
    ],
    dollarsAtStakeCents: zeroCents,
    outcomes: practiceTaskOutcomeNames('unmapped-alias'),
  };
}
