import type { Claim } from '#contracts/claim.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import type { Task } from '#contracts/task.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useDesk } from '../../api/use-api.tsx';
import { beginning, withoutUnchanged } from '../../forms/beginnings.ts';
import type { Draft } from '../../forms/draft.ts';
import type { FormFieldsProps } from '../../forms/fields/field-editor.tsx';
import { fill, outcomeForms, type OutcomeForm } from '../../forms/outcome-forms.ts';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { drawAndFocus } from '../../parts/draw-and-focus.ts';
import { wordsOfOutcome } from '../../words/outcome-words.ts';

const decideTask = routeNamed(taskRoutes, 'decide-task');

interface DecisionOf {
  readonly task: Task;
  readonly claim: Claim | undefined;
  /** The task is not what it was any more. */
  readonly onChanged: () => void;
  /** Stands open where nothing was chosen yet. */
  readonly first?: string;
}

export type Decision = ReturnType<typeof useDecision>;

/** What may be decided about a task, what is chosen and typed, and handing it in. What was typed stays until the task is worked. */
export function useDecision({ task, claim, onChanged, first }: DecisionOf) {
  const { api, practice, drafts } = useDesk();
  const queries = useQueryClient();
  const { taskId } = task;
  const forms = useMemo(
    () => outcomeForms(task.kind).filter(({ outcome }) => task.outcomes.includes(outcome)),
    [task.kind, task.outcomes],
  );
  const [chosen, setChosen] = useState(() => drafts.chosen(taskId) ?? first);
  const [typed, setTyped] = useState<Readonly<Record<string, Draft>>>({});
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const attempt = useRef<{ readonly text: string; readonly key: string }>(undefined);
  const form = forms.find(({ outcome }) => outcome === chosen);
  const draftOfForm = (which: OutcomeForm): Draft | undefined =>
    typed[which.outcome] ?? drafts.draft(taskId, which.outcome) ?? beginning(task, claim, which);
  const draft = form === undefined ? undefined : draftOfForm(form);

  const decide = useMutation({
    mutationFn: async (decision: Readonly<Record<string, unknown>>) => {
      const text = JSON.stringify(decision);
      if (attempt.current?.text !== text) {
        attempt.current = { text, key: crypto.randomUUID() };
      }
      return await api.call(
        decideTask,
        { practiceId: practice.practiceId, taskId },
        { outcome: decision },
        { idempotencyKey: attempt.current.key },
      );
    },
    onSuccess: () => {
      drafts.forget(taskId);
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
      drafts.choose(taskId, outcome);
      drawAndFocus(() => document.querySelector('#decision-form :is(input,textarea,select,button)'));
    },
    [drafts, taskId],
  );
  const type = (outcome: string, next: Draft) => {
    setTyped((before) => ({ ...before, [outcome]: next }));
    drafts.keep(taskId, outcome, next);
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
      drawAndFocus(() => document.querySelector('#decision-form [aria-invalid=true]'));
    }
  };
  const throwAway = () => {
    drafts.forget(taskId);
    setTyped({});
    setChosen(undefined);
  };
  /** What draws the fields of a form must know. */
  const fieldsOf = (which: OutcomeForm): FormFieldsProps => ({
    fields: which.fields,
    place: { root: [task.kind, which.outcome], path: [], faults, claim },
    draft: draftOfForm(which),
    onDraft: (next) => type(which.outcome, next),
  });
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
  return {
    forms,
    form,
    draftOfForm,
    fieldsOf,
    decide,
    worked,
    isOpen,
    mayDecide: mayCall(decideTask, practice),
    choose,
    type,
    handIn,
    throwAway,
  };
}
