import type { Task, TaskProposal } from '#contracts/task.ts';
import { takesTwoPersons } from '#domain/tasks/two-persons.ts';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { ApiProblem } from '../../api/api-client.ts';
import { useDesk } from '../../api/use-api.tsx';
import { draftOf } from '../../forms/draft.ts';
import { FormFields } from '../../forms/fields/field-editor.tsx';
import type { OutcomeForm } from '../../forms/outcome-forms.ts';
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
import type { Decision } from './use-decision.ts';
import compact from './compact-outcomes.module.css';
import css from './tasks.module.css';

interface DecisionPanelProps {
  readonly task: Task;
  /** The claim is on its way: a form that begins with what it has must wait. */
  readonly isClaimAwaited: boolean;
  readonly next: string | undefined;
  /** The task is not what it was any more. */
  readonly onChanged: () => void;
  readonly decision: Decision;
  /** Fields of the chosen outcome where they are not drawn as usual. */
  readonly ownFields?: ReactNode;
  /** The outcomes on one row: for screens where one of them is nearly always the one. */
  readonly isCompact?: boolean;
  /** Beside the button that hands in; how to hand in by keys where it is left out. */
  readonly foot?: ReactNode;
}

/** What may be decided, the form for it, and what came of it. */
export function DecisionPanel({
  task,
  isClaimAwaited,
  next,
  onChanged,
  decision,
  ownFields,
  isCompact = false,
  foot,
}: DecisionPanelProps) {
  const [, go] = useLocation();
  const { forms, form, decide, worked, isOpen, mayDecide, choose, type, handIn } = decision;
  if (worked !== undefined) {
    return <Done task={task} summary={worked.summary} next={next} />;
  }
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
        <div className={isCompact ? compact['outcomes'] : css['outcomes']}>
          {forms.map((each, index) => (
            <OutcomeChoice
              key={each.outcome}
              task={task}
              form={each}
              number={index + 1}
              isChosen={each.outcome === form?.outcome}
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
          {ownFields ?? <FormFields {...decision.fieldsOf(form)} />}
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
              {foot ?? (
                <small>
                  <Key of="Ctrl" /> <Key of="↵" /> from any field. What you type is kept until the task is
                  worked.
                </small>
              )}
            </div>
          ) : (
            !isOpen && (
              <Notice tone="warning" title="This was not handed in">
                <p>The task was closed before. What you typed is still here for you to copy.</p>
                <NoticeRow>
                  {next !== undefined && <Button onPress={() => go(`/tasks/${next}`)}>Next task</Button>}
                  <Button onPress={decision.throwAway}>Throw it away</Button>
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
