import type { DeskEntryId } from '#contracts/identifiers.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import type { UploadAnswer } from '#contracts/upload-answer.ts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import {
  answeredFaults,
  fillDeskForm,
  withChoices,
  type Choices,
  type DeskFormShape,
} from '../../forms/desk-forms.ts';
import type { Draft } from '../../forms/draft.ts';
import { FormFields } from '../../forms/fields/field-editor.tsx';
import fields from '../../forms/fields/fields.module.css';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button, Key } from '../../parts/button.tsx';
import { drawAndFocus } from '../../parts/draw-and-focus.ts';
import { Panel, Stack } from '../../parts/page.tsx';
import { Failed, Loading, Notice } from '../../parts/states.tsx';
import tasks from '../tasks/tasks.module.css';

const showPractice = routeNamed(practiceRoutes, 'show-practice');
const showEntry = routeNamed(frontDeskRoutes, 'show-desk-entry');

type Records = UploadAnswer['records'];

interface DeskFormPanelProps {
  readonly title: string;
  /** Under which what is typed is kept until it was taken in. */
  readonly draftId: string;
  readonly shape: DeskFormShape;
  /** What is there already. */
  readonly beginning?: Draft | undefined;
  readonly submit: string;
  readonly send: (
    form: Readonly<Record<string, unknown>>,
    entryKey: string,
  ) => Promise<{
    readonly entryId: DeskEntryId;
    readonly patientKey: string;
    readonly claims: readonly string[];
  }>;
  readonly onTakenIn: (
    records: Records,
    filed: { readonly patientKey: string; readonly claims: readonly string[] },
  ) => void;
  readonly onTyped?: (draft: Draft | undefined) => void;
  /** Between the fields and the button. */
  readonly children?: ReactNode;
}

/**
 * A form of the desk. What is handed in is taken in as an upload: until its answer has come the form waits, and what the
 * answer refuses is told at its field, with all that was typed still there.
 */
export function DeskFormPanel(props: DeskFormPanelProps) {
  const { title, draftId, shape, beginning, submit, children } = props;
  const { drafts } = useDesk();
  const [typed, setTyped] = useState<Draft | undefined>(() => drafts.draft(draftId, 'desk'));
  const draft = typed ?? beginning;
  const type = (next: Draft) => {
    setTyped(next);
    drafts.keep(draftId, 'desk', next);
    props.onTyped?.(next);
  };
  const form = useDeskForm(props, draft);
  const choices = useChoices();
  if (choices === undefined) {
    return <Loading rows={10} />;
  }
  return (
    <Panel title={title}>
      <form
        id="desk-form"
        className={tasks['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.handIn();
        }}
      >
        <Stack>
          <div className={fields['group']}>
            <FormFields
              fields={withChoices(shape.fields, choices)}
              place={{ root: ['desk'], path: [], faults: form.faults, claim: undefined }}
              draft={draft}
              onDraft={type}
            />
          </div>
          {children}
          {form.failure !== null && <Failed error={form.failure} />}
          {form.others.length > 0 && (
            <Notice tone="warning" title="This was not taken in; what you typed is still here">
              <ul>
                {form.others.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </Notice>
          )}
          <div className={tasks['formFoot']}>
            <Button type="submit" look="primary" isDisabled={form.isWaiting}>
              {form.isWaiting ? 'Checking…' : submit}
            </Button>
            <small>
              <Key of="Ctrl" /> <Key of="↵" /> from any field. It is checked as every upload is.
            </small>
          </div>
        </Stack>
      </form>
    </Panel>
  );
}

/** Payers, providers and places of the practice, so that nobody types their ids; undefined until they are known. */
function useChoices(): Choices | undefined {
  const answer = useAnswer(showPractice, {}, {});
  const practice = answer.data?.practice;
  return useMemo(() => {
    if (practice === undefined) {
      // Where they cannot be told, ids are typed.
      return answer.isError ? {} : undefined;
    }
    return {
      payerId: Object.fromEntries(
        (practice?.payers ?? []).map(({ payerId, name }) => [payerId, `${payerId} ${name}`]),
      ),
      renderingNpi: Object.fromEntries(
        (practice?.providers ?? []).map(({ npi, lastName, firstName }) => [
          npi,
          `${lastName}, ${firstName}, ${npi}`,
        ]),
      ),
      locationId: Object.fromEntries(
        (practice?.locations ?? []).map(({ locationId, name }) => [locationId, name]),
      ),
    };
  }, [practice, answer.isError]);
}

/** Hands the form in, waits for the answer, and says what is wrong where. */
function useDeskForm({ draftId, shape, send, onTakenIn }: DeskFormPanelProps, draft: Draft | undefined) {
  const { drafts } = useDesk();
  const [plain, setPlain] = useState<Readonly<Record<string, string>>>({});
  /** The entry whose answer has come: it is asked for no more. */
  const [answered, setAnswered] = useState<string>();
  const attempt = useRef<{ readonly text: string; readonly key: string }>(undefined);
  const mutation = useMutation({
    mutationFn: async (form: Readonly<Record<string, unknown>>) => {
      const text = JSON.stringify(form);
      if (attempt.current?.text !== text) {
        attempt.current = { text, key: crypto.randomUUID() };
      }
      return await send(form, attempt.current.key);
    },
  });
  const filed = mutation.data;
  const asked = useAnswer(
    showEntry,
    { entryId: filed?.entryId ?? '' },
    {},
    { isAsked: filed !== undefined, ...(filed?.entryId !== answered && { everySeconds: 1 }) },
  );
  const answer = asked.data?.entry.entryId === filed?.entryId ? asked.data?.answer : undefined;
  const isRefused =
    answer !== undefined &&
    (answer.outcome === 'refused' || answer.records.some(({ outcome }) => outcome === 'refused'));
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (filed === undefined || answer === undefined || told.current === filed.entryId) {
      return;
    }
    told.current = filed.entryId;
    setAnswered(filed.entryId);
    if (isRefused) {
      // Handed in once more it is another entry.
      attempt.current = undefined;
      queueMicrotask(focusOnFault);
    } else {
      drafts.forget(draftId);
      onTakenIn(answer.records, filed);
    }
  }, [answer, filed, isRefused, drafts, draftId, onTakenIn]);
  const problems = isRefused ? answer.records.flatMap((record) => record.problems) : [];
  const ofAnswer = answeredFaults(shape.fields, problems);
  const ofFile = isRefused
    ? answer.fileProblems.map(({ found, howToFix }) => `Found ${found}. ${howToFix}`)
    : [];
  const handIn = () => {
    if (mutation.isPending || (filed !== undefined && answer === undefined)) {
      return;
    }
    const read = fillDeskForm(shape, draft);
    setPlain(read.ok ? {} : read.faults);
    if (read.ok) {
      mutation.mutate(read.form);
    } else {
      focusOnFault();
    }
  };
  const latest = useRef(handIn);
  useEffect(() => {
    latest.current = handIn;
  });
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        {
          keys: 'mod+Enter',
          does: 'Hand the form in',
          group: 'Form',
          whileTyping: true,
          run: () => latest.current(),
        },
      ],
      [],
    ),
  );
  return {
    handIn,
    failure: mutation.error,
    faults: { ...ofAnswer.faults, ...plain },
    others: [...ofFile, ...ofAnswer.others],
    isWaiting: mutation.isPending || (filed !== undefined && answer === undefined && mutation.error === null),
  };
}

function focusOnFault() {
  drawAndFocus(() => document.querySelector('#desk-form [aria-invalid=true]'));
}
