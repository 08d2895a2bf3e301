import { codingRoutes } from '#contracts/staff-api/coding.ts';
import type { CodeSuggestion } from '#contracts/coding.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Task } from '#contracts/task.ts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { drawAndFocus } from '../../parts/draw-and-focus.ts';
import { useNow } from '../../parts/now.tsx';
import { Failed, Loading, Notice } from '../../parts/states.tsx';
import { closedInWords } from '../../words/closed-task.ts';
import { DecisionPanel } from '../tasks/decision-panel.tsx';
import { useDecision } from '../tasks/use-decision.ts';
import { CheckedDraft, CheckWords } from './check-status.tsx';
import { CodingFacts } from './coding-facts.tsx';
import { CodingForm } from './coding-form.tsx';
import css from './coding.module.css';
import {
  codingOf,
  draftOfCoding,
  withDiagnosis,
  withEmptyRow,
  withService,
  type CodingDraft,
} from './coding-draft.ts';
import { CodingSource, type SourceTab } from './coding-source.tsx';
import { ProviderAnswers } from './provider-answers.tsx';
import { isInDraft, suggestionsToShow } from './suggestion-state.ts';
import { useDraftChecks } from './use-draft-checks.ts';
import { VisitLevelPanel } from './visit-level-panel.tsx';

const showCoding = routeNamed(codingRoutes, 'show-coding');
const suggestCodes = routeNamed(codingRoutes, 'suggest-codes');

interface CodingDeskProps {
  readonly task: Task;
  readonly claim: Claim;
  readonly next: string | undefined;
  readonly onChanged: () => void;
}

/** What a visit is coded from beside what it is coded with. */
export function CodingDesk({ task, claim, next, onChanged }: CodingDeskProps) {
  const { drafts } = useDesk();
  const { taskId } = task;
  const { claimId } = claim;
  const now = useNow();
  const decision = useDecision({ task, claim, onChanged, first: 'coded' });
  const form = decision.forms.find(({ outcome }) => outcome === 'coded');
  const draft = form === undefined ? undefined : decision.draftOfForm(form);
  const coding = codingOf(draft);
  const isCoding = decision.isOpen && decision.form?.outcome === 'coded';
  const lineShape = form?.fields.find(({ name }) => name === 'lines')?.shape;
  const checks = useDraftChecks(
    claimId,
    lineShape?.kind === 'list' ? lineShape.of : emptyShape,
    coding,
    isCoding,
  );
  const keep = (next: CodingDraft) => {
    if (decision.isOpen) {
      decision.type('coded', draftOfCoding(next));
    }
  };

  const view = useAnswer(showCoding, { claimId }, {}, { isAsked: true });
  const answer = useAnswer(suggestCodes, { claimId }, {}, { isAsked: true });
  const [dismissed, setDismissed] = useState<readonly string[]>(
    () => (drafts.beside(taskId, 'dismissed') as readonly string[] | undefined) ?? [],
  );
  const dismiss = (codes: readonly string[]) => {
    drafts.keepBeside(taskId, 'dismissed', codes);
    setDismissed(codes);
  };
  const shown = useMemo(
    () => suggestionsToShow(answer.data?.suggestions ?? [], dismissed),
    [answer.data, dismissed],
  );
  const [current, setCurrent] = useState<string>();
  const [tab, setTab] = useState<SourceTab>('note');
  const [isLevelOpen, setLevelOpen] = useState(false);

  const go = (step: 1 | -1, from = current) => {
    const at = shown.findIndex(({ code }) => code === from);
    const to = at === -1 ? (step === 1 ? 0 : shown.length - 1) : at + step;
    const target = shown[Math.max(0, Math.min(shown.length - 1, to))];
    setCurrent(target?.code);
    setTab('note');
  };
  /** The next that waits for a word of the coder, after this one or from the beginning. */
  const goOn = (from: string) => {
    const at = shown.findIndex(({ code }) => code === from);
    const waiting = (suggestion: CodeSuggestion) =>
      suggestion.code !== from && !dismissed.includes(suggestion.code) && !isInDraft(coding, suggestion);
    const target = shown.slice(at + 1).find(waiting) ?? shown.find(waiting);
    setCurrent(target?.code ?? from);
  };
  const take = (suggestion: Pick<CodeSuggestion, 'kind' | 'code'>, from = suggestion.code) => {
    const { kind, code } = suggestion;
    keep(kind === 'icd-10-cm' ? withDiagnosis(coding, code) : withService(coding, code));
    goOn(from);
  };
  const setAside = (code: string) => {
    if (dismissed.includes(code)) {
      dismiss(dismissed.filter((known) => known !== code));
    } else {
      dismiss([...dismissed, code]);
      goOn(code);
    }
  };
  const openLevel = (isOpen: boolean) => {
    setLevelOpen(isOpen);
    if (isOpen) {
      drawAndFocus(() => document.querySelector('#visit-level select'));
      document.querySelector('#visit-level')?.scrollIntoView({ block: 'start' });
    }
  };
  const selected = shown.find(({ code }) => code === current);

  useCodingKeys(decision.isOpen, {
    focus: (selector) => {
      if (decision.form?.outcome !== 'coded') {
        decision.choose('coded');
      }
      const { diagnoses, lines } = withEmptyRow(coding, selector === diagnosisFields ? 'diagnoses' : 'lines');
      if (diagnoses !== coding.diagnoses || lines !== coding.lines) {
        keep({ diagnoses, lines });
      }
      drawAndFocus(() => firstEmpty(selector));
    },
    go,
    take: () => selected !== undefined && take(selected),
    setAside: () => selected !== undefined && setAside(selected.code),
    show: setTab,
    level: () => openLevel(!isLevelOpen),
  });

  const closed = closedInWords(task, now);
  return (
    <div className={css['desk']}>
      {closed !== undefined && (
        <Notice tone={task.status === 'worked' ? 'note' : 'accent'} title={closed}>
          <p>Nothing more is to be done here.</p>
        </Notice>
      )}
      <CodingFacts task={task} claim={claim} view={view.data} />
      <ProviderAnswers claim={claim} />
      <div className={css['columns']}>
        <div className={css['source']}>
          {view.data !== undefined ? (
            <CodingSource
              view={view.data}
              suggested={answer}
              suggestions={shown}
              dismissed={dismissed}
              coding={coding}
              current={current}
              tab={tab}
              isOpen={decision.isOpen && decision.mayDecide}
              onTab={setTab}
              onCurrent={setCurrent}
              onTake={take}
              onSetAside={setAside}
            />
          ) : view.isError ? (
            <Failed error={view.error} onRetry={() => void view.refetch()} />
          ) : (
            <Loading rows={9} />
          )}
        </div>
        <div className={css['decision']}>
          <DecisionPanel
            task={task}
            isClaimAwaited={false}
            next={next}
            onChanged={onChanged}
            decision={decision}
            isCompact
            foot={decision.form?.outcome === 'coded' ? <CheckWords checks={checks} /> : undefined}
            ownFields={
              form !== undefined && decision.form?.outcome === 'coded' ? (
                <>
                  <CodingForm
                    form={decision.fieldsOf(form)}
                    coding={coding}
                    checks={checks}
                    on={claim.serviceDateFrom}
                  />
                  <VisitLevelPanel
                    taskId={taskId}
                    claim={claim}
                    coding={coding}
                    isOpen={isLevelOpen}
                    onOpen={openLevel}
                    onCoding={keep}
                  />
                  <CheckedDraft checks={checks} />
                </>
              ) : undefined
            }
          />
        </div>
      </div>
    </div>
  );
}

const diagnosisFields = '[data-diagnosis] [role=combobox]';
const codeFields = '[data-line] [role=combobox]:first-of-type';
const emptyShape = { kind: 'group', fields: [], look: 'plain' } as const;

interface CodingActs {
  readonly focus: (selector: string) => void;
  readonly go: (step: 1 | -1) => void;
  readonly take: () => void;
  readonly setAside: () => void;
  readonly show: (tab: SourceTab) => void;
  readonly level: () => void;
}

/** The keys of the coding desk. They act on what is there when they are pressed. */
function useCodingKeys(isOpen: boolean, acts: CodingActs): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useKeys(
    useMemo<readonly KeyBinding[]>(() => {
      const key = (keys: string, does: string, run: (acts: CodingActs) => void): KeyBinding => ({
        keys,
        does,
        group: 'Coding',
        run: () => run(latest.current),
      });
      const reading = [
        key('.', 'Next suggestion, with where the note says it', ({ go }) => go(1)),
        key(',', 'Suggestion before', ({ go }) => go(-1)),
        key('n', 'Note', ({ show }) => show('note')),
        key('o', 'Orders and documents', ({ show }) => show('orders')),
        key('h', 'History of the patient', ({ show }) => show('history')),
        {
          ...key('Escape', 'Leave the field, so that single keys work', leaveField),
          whileTyping: 'only' as const,
        },
      ];
      return isOpen
        ? [
            ...reading,
            key('a', 'Take the suggestion', ({ take }) => take()),
            key('x', 'Set the suggestion aside, or take it up again', ({ setAside }) => setAside()),
            key('d', 'To the diagnoses', ({ focus }) => focus(diagnosisFields)),
            key('l', 'To the charge lines', ({ focus }) => focus(codeFields)),
            key('f', 'To the next finding of the scrubber', focusNextFinding),
            key('e', 'Level of the visit (E/M)', ({ level }) => level()),
          ]
        : reading;
    }, [isOpen]),
  );
}

function firstEmpty(selector: string): HTMLInputElement | undefined {
  const found = [...document.querySelectorAll<HTMLInputElement>(selector)];
  return found.find(({ value }) => value === '') ?? found.at(-1);
}

function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
}

/** To the row after the one that has the focus of which the scrubber says something, from the first again after the last. */
function focusNextFinding(): void {
  const rows = [
    ...document.querySelectorAll<HTMLElement>(':is([data-line], [data-diagnosis]):has([data-weight])'),
  ];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[(at + 1) % Math.max(1, rows.length)];
  row?.scrollIntoView({ block: 'nearest' });
  row?.querySelector('input')?.focus();
}
