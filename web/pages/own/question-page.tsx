import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import type { Task } from '#contracts/task.ts';
import { useState } from 'react';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { groupOf, textOf } from '../../forms/draft.ts';
import { FormFields } from '../../forms/fields/field-editor.tsx';
import fields from '../../forms/fields/fields.module.css';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { DecisionPanel } from '../tasks/decision-panel.tsx';
import tasks from '../tasks/tasks.module.css';
import { useDecision, type Decision } from '../tasks/use-decision.ts';

const listOwnTasks = routeNamed(taskRoutes, 'list-own-tasks');

/** One question to the provider who is signed in, and the answer. */
export function QuestionPage({ taskId }: { readonly taskId: string }) {
  const answer = useAnswer(listOwnTasks, {}, {}, { everySeconds: 15 });
  /** It leaves the list once it is answered; what came of the answer is still to be read. */
  const [handedIn, setHandedIn] = useState<Task>();
  const task = answer.data?.tasks.find((one) => one.taskId === taskId) ?? handedIn;
  const onChanged = () => {
    setHandedIn(task);
    void answer.refetch();
  };
  return (
    <Page title="Question" crumb={<Link href="/my-visits">My visits</Link>}>
      {task !== undefined ? (
        <Question task={task} onChanged={onChanged} />
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Loading rows={5} />
      ) : (
        <Empty title="This question is closed">
          <p>
            It was answered, or nobody needs the answer any more.{' '}
            <Link href="/my-visits">Back to my visits</Link>
          </p>
        </Empty>
      )}
    </Page>
  );
}

function Question({ task, onChanged }: { readonly task: Task; readonly onChanged: () => void }) {
  const decision = useDecision({ task, claim: undefined, onChanged, first: 'answered' });
  const { query, evidence } = task;
  return (
    <div className={tasks['columns']}>
      <Stack>
        <Panel title="Question" aside={<Explains>{evidence[0]}</Explains>}>
          <Stack>
            <p className={tasks['headline']}>{query?.question ?? task.why}</p>
            <Explains>{task.why}</Explains>
          </Stack>
        </Panel>
        <Panel title="What the record says">
          <ul className={tasks['evidence']}>
            {(query?.indicators ?? []).map(({ quote }) => (
              <li key={quote}>“{quote}”</li>
            ))}
          </ul>
        </Panel>
      </Stack>
      <div className={tasks['decide']}>
        <DecisionPanel
          task={task}
          isClaimAwaited={false}
          next={undefined}
          onChanged={onChanged}
          decision={decision}
          ownFields={<AnswerFields task={task} decision={decision} />}
        />
      </div>
    </div>
  );
}

/** The answers that are offered, each with its words, and what the provider says to it. */
function AnswerFields({ task, decision }: { readonly task: Task; readonly decision: Decision }) {
  const { form } = decision;
  if (form === undefined) {
    return null;
  }
  const all = decision.fieldsOf(form);
  const draft = groupOf(all.draft);
  const fault = all.place.faults['answer'];
  return (
    <>
      <fieldset className={fields['field']} aria-invalid={fault !== undefined}>
        <legend className={fields['label']}>Answer</legend>
        {(task.query?.options ?? []).map(({ option, words }) => (
          <label key={option} className={tasks['outcome']}>
            <input
              type="radio"
              name="answer"
              checked={textOf(draft['answer']) === option}
              onChange={() => all.onDraft({ ...draft, answer: option })}
            />
            <span>{words}</span>
          </label>
        ))}
        {fault !== undefined && <span className={fields['fault']}>{fault}</span>}
      </fieldset>
      <FormFields {...all} fields={form.fields.filter(({ name }) => name !== 'answer')} />
    </>
  );
}
