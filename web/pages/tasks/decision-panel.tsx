import type { Claim } from '#contracts/claim.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import type { Task, TaskProposal } from '#contracts/task.ts';
import { takesTwoPersons } from '#domain/tasks/two-persons.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { ApiProblem, routeNamed } from '../../api/api-client.ts';
import { mayCall, useDesk } from '../../api/use-api.tsx';
import { draftOf, type Draft } from '../../forms/draft.ts';
import { FormFields } from '../../forms/fields/field-editor.tsx';
import { fill, outcomeForms, type OutcomeForm } from '../../forms/outcome-forms.ts';
import { beginning, withoutUnchanged } from '../../forms/beginnings.ts';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button, Key } from '../../parts/button.tsx';
import { Chip } from '../../parts/figures.tsx';
import { useNow } from '../../parts/now.tsx';
import { Panel } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Failed, Loading, Notice, NoticeRow } from '../../parts/states.tsx';
import { timeAgo } from '../../words/days.ts';
import { wordsOfOutcome } from '../../words/outcome-words.ts';
import { personName } from '../../words/people.ts';
import { suggestedIn } from '../../words/suggestion.ts';
import { TaskHandlingBar } from './task-handling.tsx';
import css from './tasks.module.css';

const decideTask = routeNamed(taskRoutes, 'decide-task');

interface DecisionPanelProps {
  readonly task: Task;
  readonly claim: Claim | undefined;
  /** The claim is on its way: a form that begins with what it has must wait. */
  readonly isClaimAwaited: boolean;
  readonly next: string | undefined;
  /** The task is not what it was any more. */
  readonly onChanged: () => void;
}

/** What may be decided, the form for it, and what came of it. What was typed stays until the task is worked. */
export function DecisionPanel({ task, claim, isClaimAwaited, next, onChanged }: DecisionPanelProps) {
  const { api, practice, drafts } = useDesk();
  const [, go] = useLocation();
  const queries = useQueryClient();
  const forms = useMemo(
    () => outcomeForms(task.kind).filter(({ outcome }) => task.outcomes.includes(outcome)),
    [task.kind, task.outcomes],
  );
  const [chosen, setChosen] = useState(() => drafts.chosen(task.taskId));
  const [typed, setTyped] = useState<Readonly<Record<string, Draft>>>({});
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const attempt = useRef<{ readonly text: string; readonly key: string }>(undefined);
  const form = forms.find(({ outcome }) => outcome === chosen);
  const draft =
    form === undefined
      ? undefined
      : (typed[form.outcome] ?? drafts.draft(task.taskId, form.outcome) ?? beginning(task, claim, form));

  const decide = useMutation({
    mutationFn: async (decision: Readonly<Record<string, unknown>>) => {
      const text = JSON.stringify(decision);
      if (attempt.current?.text !== text) {
        attempt.current = { text, key: crypto.randomUUID() };
      }
      return await api.call(
        decideTask,
        { practiceId: practice.practiceId, taskId: task.taskId },
        { outcome: decision },
        { idempotencyKey: attempt.current.key },
      );
    },
    onSuccess: () => {
      drafts.forget(task.taskId);
      setTyped({});
      attempt.current = undefined;
    },
    onSettled: async () => {
      onChanged();
      await queries.invalidateQueries({ queryKey: ['list-tasks'] });
    },
  });

  const choose = useCallback(
    (outcome: string) => {
      setChosen(outcome);
      setFaults({});
      drafts.choose(task.taskId, outcome);
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('#decision-form :is(input,textarea,select,button)')?.focus(),
      );
    },
    [drafts, task.taskId],
  );
  const type = (outcome: string, next: Draft) => {
    setTyped({ ...typed, [outcome]: next });
    drafts.keep(task.taskId, outcome, next);
  };
  const handIn = () => {
    if (form === undefined || decide.isPending) {
      return;
    }
    const filled = fill(form, withoutUnchanged(form, draft, claim));
    setFaults(filled.ok ? {} : filled.faults);
    if (filled.ok) {
      decide.mutate(filled.decision);
    } else {
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('#decision-form [aria-invalid=true]')?.focus(),
      );
    }
  };
  const latest = useRef(handIn);
  useEffect(() => {
    latest.current = handIn;
  });
  const worked = decide.data?.outcome === 'worked' ? decide.data : undefined;
  const isOpen = task.status === 'open' && worked === undefined;
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () =>
        isOpen
          ? [
              ...forms.map((each, index): KeyBinding => ({
                keys: String(index + 1),
                does: wordsOfOutcome(task.kind, each.outcome).does,
                group: 'Decide',
                run: () => choose(each.outcome),
              })),
              {
                keys: 'mod+Enter',
                does: 'Hand the decision in',
                group: 'Decide',
                whileTyping: true,
                run: () => latest.current(),
              },
            ]
          : [],
      [isOpen, forms, task.kind, choose],
    ),
  );

  if (worked !== undefined) {
    return <Done task={task} summary={worked.summary} next={next} />;
  }
  const mayDecide = mayCall(decideTask, practice);
  const standing = task.proposals?.findLast(({ ended }) => ended === undefined);
  return (
    <Panel title="Decide" aside={isOpen ? null : <Chip>Closed</Chip>} isFlush>
      {isOpen && <TaskHandlingBar task={task} onChanged={onChanged} />}
      {standing !== undefined && isOpen && (
        <Proposal
          task={task}
          proposal={standing}
          onConfirm={() => {
            const outcome = String(standing.decision['outcome']);
            const proposed = forms.find((each) => each.outcome === outcome);
            if (proposed !== undefined) {
              const { reason: _, ...rest } = standing.decision;
              type(outcome, draftOf({ kind: 'group', fields: proposed.fields, look: 'plain' }, rest) ?? {});
              choose(outcome);
            }
          }}
        />
      )}
      <fieldset disabled={!isOpen || !mayDecide}>
        <legend className={parts['hidden']}>What is to be done</legend>
        <div className={css['outcomes']}>
          {forms.map((each, index) => (
            <OutcomeChoice
              key={each.outcome}
              task={task}
              form={each}
              number={index + 1}
              isChosen={each.outcome === chosen}
              onChoose={() => choose(each.outcome)}
            />
          ))}
        </div>
      </fieldset>
      {!mayDecide && (
        <div className={css['form']}>
          <Notice tone="note" title="You may read this task, and others decide it." />
        </div>
      )}
      {form !== undefined && isClaimAwaited && <Loading rows={3} />}
      {form !== undefined && !isClaimAwaited && (
        <form
          id="decision-form"
          className={css['form']}
          onSubmit={(event) => {
            event.preventDefault();
            handIn();
          }}
          noValidate
        >
          <FormFields
            fields={form.fields}
            place={{ root: [task.kind, form.outcome], path: [], faults, claim }}
            draft={draft}
            onDraft={(next) => type(form.outcome, next)}
          />
          {decide.data?.outcome === 'noted' && (
            <Notice tone="accent" title="Noted">
              <p>{decide.data.summary}</p>
            </Notice>
          )}
          {decide.isError && <Refused error={decide.error} />}
          {isOpen && mayDecide ? (
            <div className={css['formFoot']}>
              <Button type="submit" look={lookOf(form)} isDisabled={decide.isPending}>
                {decide.isPending ? 'Handing in…' : wordsOfOutcome(task.kind, form.outcome).does}
              </Button>
              <small>
                <Key of="Ctrl" /> <Key of="↵" /> from any field. What you type is kept until the task is
                worked.
              </small>
            </div>
          ) : (
            !isOpen && (
              <Notice tone="warning" title="This was not handed in">
                <p>The task was closed before. What you typed is still here for you to copy.</p>
                <NoticeRow>
                  {next !== undefined && <Button onPress={() => go(`/tasks/${next}`)}>Next task</Button>}
                  <Button
                    onPress={() => {
                      drafts.forget(task.taskId);
                      setTyped({});
                      setChosen(undefined);
                    }}
                  >
                    Throw it away
                  </Button>
                </NoticeRow>
              </Notice>
            )
          )}
        </form>
      )}
    </Panel>
  );
}

const grave = new Set([
  'write-off',
  'not-billable',
  'void',
  'discarded',
  'refund',
  'no-charge',
  'not-billed',
]);

/** What cannot be taken back has another color. */
function lookOf({ outcome }: OutcomeForm): 'primary' | 'dangerous' {
  return grave.has(outcome) ? 'dangerous' : 'primary';
}

interface OutcomeChoiceProps {
  readonly task: Task;
  readonly form: OutcomeForm;
  readonly number: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function OutcomeChoice({ task, form: { outcome }, number, isChosen, onChoose }: OutcomeChoiceProps) {
  const { does, leadsTo } = wordsOfOutcome(task.kind, outcome);
  const isSuggested = task.evidence.some((sentence) => suggestedIn(sentence) === outcome);
  return (
    <label className={css['outcome']}>
      <input type="radio" name="outcome" value={outcome} checked={isChosen} onChange={onChoose} />
      <strong>
        {does} {isSuggested && <Chip tone="accent">Suggested</Chip>}{' '}
        {takesTwoPersons(task, outcome) && <Chip tone="note">Two persons</Chip>}
      </strong>
      <Key of={String(number)} />
      <small>{leadsTo}</small>
    </label>
  );
}

/** What another person decided and who must say the same. */
function Proposal({
  task,
  proposal,
  onConfirm,
}: {
  readonly task: Task;
  readonly proposal: TaskProposal;
  readonly onConfirm: () => void;
}) {
  const { me } = useDesk();
  const now = useNow();
  const isOwn = proposal.by === me.user;
  const { does } = wordsOfOutcome(task.kind, String(proposal.decision['outcome']));
  return (
    <div className={css['proposal']}>
      <strong>
        {isOwn ? 'You' : personName(proposal.by)} proposed “{does}” {timeAgo(proposal.at, now)}
      </strong>
      {typeof proposal.decision['reason'] === 'string' && <span>{proposal.decision['reason']}</span>}
      <NoticeRow>
        {isOwn ? (
          <small>Another person must decide the same before it is done.</small>
        ) : (
          <Button isSmall look="primary" onPress={onConfirm}>
            Look at it and confirm
          </Button>
        )}
      </NoticeRow>
    </div>
  );
}

/** Why a decision was not carried out: what others did meanwhile, or what is not allowed. */
function Refused({ error }: { readonly error: unknown }) {
  if (!(error instanceof ApiProblem) || error.problem.status !== 409) {
    return <Failed error={error} />;
  }
  const { problems, detail } = error.problem;
  return (
    <Notice tone="warning" title="This could not be done; nothing was changed">
      <ul>
        {(problems.length === 0 ? [detail] : problems).map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Done({
  task,
  summary,
  next,
}: {
  readonly task: Task;
  readonly summary: string;
  readonly next: string | undefined;
}) {
  const [, go] = useLocation();
  return (
    <Panel title="Done">
      <Notice tone="good" title={summary}>
        <NoticeRow>
          {next === undefined ? (
            <Button look="primary" takesFocus onPress={() => go('/tasks')}>
              Back to the list
            </Button>
          ) : (
            <Button look="primary" takesFocus hotKey="j" onPress={() => go(`/tasks/${next}`)}>
              Next task
            </Button>
          )}
          {task.claimId !== undefined && (
            <Button hotKey="c" onPress={() => go(`/claims/${task.claimId ?? ''}`)}>
              See the claim
            </Button>
          )}
        </NoticeRow>
      </Notice>
    </Panel>
  );
}
