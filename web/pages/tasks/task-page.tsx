import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { codingRoutes } from '#contracts/staff-api/coding.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Task } from '#contracts/task.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { Amount, Chip, Code, Due, Facts } from '../../parts/figures.tsx';
import { keyed } from '../../parts/keyed.ts';
import { useNow, useToday } from '../../parts/now.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Failed, Loading, Notice } from '../../parts/states.tsx';
import { closedInWords } from '../../words/closed-task.ts';
import { dayInWords, timeAgo, urgencyOf } from '../../words/days.ts';
import { suggestedIn } from '../../words/suggestion.ts';
import { taskWords } from '../../words/task-words.ts';
import { ClaimFacts, ClaimLines, Findings } from '../claims/claim-parts.tsx';
import claims from '../claims/claims.module.css';
import { ComparedCodingsPanel } from './compared-codings.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { queueOrder } from './queue-order.ts';
import css from './tasks.module.css';
import { useDecision } from './use-decision.ts';

const showTask = routeNamed(taskRoutes, 'show-task');
const showClaim = routeNamed(claimRoutes, 'show-claim');
const showCoding = routeNamed(codingRoutes, 'show-coding');

const CodingDesk = lazy(async () => ({ default: (await import('../coding/coding-desk.tsx')).CodingDesk }));

/** One task: why it exists, what is known, and the decision. */
export function TaskPage({ taskId }: { readonly taskId: string }) {
  const [, go] = useLocation();
  const { practice } = useDesk();
  const answer = useAnswer(showTask, { taskId }, {}, { everySeconds: 10 });
  const task = answer.data?.task.taskId === taskId ? answer.data.task : undefined;
  const claimId = task?.claimId;
  const claimAnswer = useAnswer(
    showClaim,
    { claimId: claimId ?? '' },
    {},
    { isAsked: claimId !== undefined && mayCall(showClaim, practice) },
  );
  const claim = claimAnswer.data?.claim;
  useEffect(() => queueOrder.open(taskId), [taskId]);
  const next = queueOrder.after(taskId, 1);
  const before = queueOrder.after(taskId, -1);
  const place = queueOrder.placeOf(taskId);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        { keys: 'Escape', does: 'Back to the list', group: 'Task', run: () => go('/tasks') },
        {
          keys: 'j',
          does: 'Next task',
          group: 'Task',
          run: () => next !== undefined && go(`/tasks/${next}`),
        },
        {
          keys: 'k',
          does: 'Task before',
          group: 'Task',
          run: () => before !== undefined && go(`/tasks/${before}`),
        },
        {
          keys: 'c',
          does: 'Open its claim',
          group: 'Task',
          run: () => claimId !== undefined && go(`/claims/${claimId}`),
        },
      ],
      [go, next, before, claimId],
    ),
  );

  return (
    <Page
      title={task === undefined ? 'Task' : taskWords[task.kind].name}
      crumb={<Link href="/tasks">Tasks</Link>}
      actions={
        <>
          {place !== undefined && (
            <span className={css['totals']}>
              {place.number} of {place.of}
            </span>
          )}
          <Button
            isSmall
            hotKey="k"
            isDisabled={before === undefined}
            onPress={() => before !== undefined && go(`/tasks/${before}`)}
          >
            Before
          </Button>
          <Button
            isSmall
            hotKey="j"
            isDisabled={next === undefined}
            onPress={() => next !== undefined && go(`/tasks/${next}`)}
          >
            Next
          </Button>
        </>
      }
    >
      {task !== undefined && isCoded(task, practice) ? (
        <CodingTask
          task={task}
          claim={claim}
          claimAnswer={claimAnswer}
          next={next}
          onChanged={() => void Promise.all([answer.refetch(), claimAnswer.refetch()])}
        />
      ) : task !== undefined ? (
        <TaskView
          task={task}
          claim={claim}
          isClaimAwaited={claimAnswer.isLoading}
          next={next}
          onChanged={() => void answer.refetch()}
        />
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={6} />
      )}
    </Page>
  );
}

/** Kinds of tasks that are worked beside the note of the visit, by who may read all of it. */
function isCoded({ kind }: Task, practice: Parameters<typeof mayCall>[1]): boolean {
  return kind === 'coding' && mayCall(showCoding, practice);
}

interface CodingTaskProps extends Omit<TaskViewProps, 'isClaimAwaited'> {
  readonly claimAnswer: Pick<UseQueryResult, 'isError' | 'error' | 'refetch'>;
}

function CodingTask({ task, claim, claimAnswer, next, onChanged }: CodingTaskProps) {
  if (claim === undefined) {
    return claimAnswer.isError ? (
      <Failed error={claimAnswer.error} onRetry={() => void claimAnswer.refetch()} />
    ) : (
      <Loading rows={10} />
    );
  }
  return (
    <Suspense fallback={<Loading rows={10} />}>
      <CodingDesk task={task} claim={claim} next={next} onChanged={onChanged} />
    </Suspense>
  );
}

/** Kinds of tasks that are decided from what the provider wrote. */
const kindsWithNote: ReadonlySet<Task['kind']> = new Set(['coding', 'coding-audit', 'denial']);

interface TaskViewProps {
  readonly task: Task;
  readonly claim: Claim | undefined;
  readonly isClaimAwaited: boolean;
  readonly next: string | undefined;
  readonly onChanged: () => void;
}

function TaskView({ task, claim, isClaimAwaited, next, onChanged }: TaskViewProps) {
  const now = useNow();
  const closed = closedInWords(task, now);
  const isNear = urgencyOf(task.dueOn, useToday()) !== 'later';
  const evidence = task.evidence.filter((sentence) => suggestedIn(sentence) === undefined);
  const decision = useDecision({ task, claim, onChanged });
  // Whoever codes it a second time is not to see how it was coded.
  const isCodedBlind = task.kind === 'coding-audit' && task.compared === undefined && task.status === 'open';
  const failed = claim?.scrub?.findings.filter(({ result }) => result === 'fail') ?? [];
  return (
    <div className={css['columns']}>
      <Stack>
        {closed !== undefined && (
          <Notice tone={task.status === 'worked' ? 'note' : 'accent'} title={closed}>
            <p>Nothing more is to be done here.</p>
          </Notice>
        )}
        <Panel title="Why" aside={<Explains>{taskWords[task.kind].whose}</Explains>}>
          <Stack>
            <p className={css['headline']}>{task.why}</p>
            <Explains>{taskWords[task.kind].means}</Explains>
            <Facts
              facts={[
                { name: 'At stake', value: <Amount of={task.dollarsAtStakeCents} /> },
                {
                  name: 'Due',
                  value: (
                    <>
                      {dayInWords(task.dueOn)} {task.status === 'open' && isNear && <Due on={task.dueOn} />}
                    </>
                  ),
                },
                { name: 'Opened', value: timeAgo(task.openedAt, now) },
                task.claimId === undefined
                  ? undefined
                  : {
                      name: 'Claim',
                      value: (
                        <Link href={`/claims/${task.claimId}`}>
                          <Code>{task.claimId}</Code>
                        </Link>
                      ),
                    },
              ]}
            />
          </Stack>
        </Panel>
        {(task.kind === 'correction' || task.kind === 'authorization') && failed.length > 0 ? (
          <Panel title="What the scrubber found" aside={<Chip tone="danger">{failed.length}</Chip>} isFlush>
            <Findings findings={failed} />
          </Panel>
        ) : (
          evidence.length > 0 && (
            <Panel title="Evidence">
              <ul className={css['evidence']}>
                {keyed(evidence, String).map(({ key, item: sentence }) => (
                  <li key={key}>
                    {sentence.includes('\n') ? <pre className={css['letter']}>{sentence}</pre> : sentence}
                  </li>
                ))}
              </ul>
            </Panel>
          )
        )}
        {task.compared !== undefined && <ComparedCodingsPanel compared={task.compared} />}
        {claim?.note !== undefined && kindsWithNote.has(task.kind) && (
          <Panel title="Note of the visit" isFlush>
            <p className={claims['note']}>{claim.note}</p>
          </Panel>
        )}
        {claim !== undefined && !isCodedBlind && (
          <Panel
            title="Claim as it stands"
            aside={<Link href={`/claims/${claim.claimId}`}>Open the claim</Link>}
            isFlush
          >
            <div className={claims['note']}>
              <ClaimFacts claim={claim} />
            </div>
            <ClaimLines claim={claim} />
          </Panel>
        )}
      </Stack>
      <div className={css['decide']}>
        <DecisionPanel
          task={task}
          isClaimAwaited={isClaimAwaited}
          next={next}
          onChanged={onChanged}
          decision={decision}
        />
      </div>
    </div>
  );
}
