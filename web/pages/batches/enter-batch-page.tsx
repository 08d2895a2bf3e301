import type { Practice } from '#contracts/practice.ts';
import { paymentRoutes } from '#contracts/staff-api/payments.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { subtractCents } from '#domain/money/cents.ts';
import { batchProblems } from '#domain/payment-batches/check-batch.ts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import {
  batchDraftOf,
  batchHeader,
  controlTotals,
  fillBatch,
  itemForms,
  itemKinds,
  kindOf,
  type BatchDraft,
  type ItemKind,
} from '../../forms/batch-forms.ts';
import { withChoices } from '../../forms/desk-forms.ts';
import type { GroupDraft } from '../../forms/draft.ts';
import { fieldsOf } from '../../forms/field-shape.ts';
import { FormFields } from '../../forms/fields/field-editor.tsx';
import fields from '../../forms/fields/fields.module.css';
import { useRowIds } from '../../forms/fields/row-ids.ts';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button, Key } from '../../parts/button.tsx';
import { drawAndFocus } from '../../parts/draw-and-focus.ts';
import { Amount, Facts } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Failed, Loading, Notice } from '../../parts/states.tsx';
import { claimStatusWords, itemKindWords } from './batch-words.ts';
import css from './batches.module.css';
import { useUntilDone } from './use-until-done.ts';

const enterPayments = routeNamed(paymentRoutes, 'enter-payments');
const showPractice = routeNamed(practiceRoutes, 'show-practice');
/** Under this name what is typed is kept until it is posted. */
const draftId = 'payment-batch';
const headerFields = fieldsOf(batchHeader);
const addKeys: Readonly<Record<ItemKind, string>> = {
  'payer-payment': 'a e',
  'patient-payment': 'a p',
  unapplied: 'a u',
};

/** A batch of payments is entered: first what is stated of it, then its items, held against each other while they are typed. */
export function EnterBatchPage() {
  const answer = useAnswer(showPractice, {}, {});
  const practice = answer.data?.practice;
  return (
    <Page title="Enter a batch" crumb={<Link href="/batches">Payment batches</Link>}>
      {practice !== undefined && practice !== null ? (
        <BatchForm practice={practice} />
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </Page>
  );
}

function BatchForm({ practice }: { readonly practice: Practice }) {
  const { drafts } = useDesk();
  const [, go] = useLocation();
  const [draft, setDraft] = useState<BatchDraft>(() => batchDraftOf(drafts.draft(draftId, 'entry')));
  const [isAsked, setAsked] = useState(false);
  const post = useUntilDone(enterPayments, ({ batchId }) => {
    drafts.forget(draftId);
    go(`/batches/${batchId}`);
  });
  const form = useRef<HTMLFormElement>(null);
  const rows = useRowIds(draft.items.length);
  const type = (next: BatchDraft) => {
    setDraft(next);
    drafts.keep(draftId, 'entry', { header: next.header, items: next.items });
  };
  const filled = useMemo(() => fillBatch(draft), [draft]);
  const problems = useMemo(
    () => (filled.ok ? batchProblems(filled.entry, practice) : []),
    [filled, practice],
  );
  const choices = useMemo(
    () => ({
      payerId: Object.fromEntries(
        practice.payers.map(({ payerId, name }) => [payerId, `${payerId} ${name}`]),
      ),
      status: claimStatusWords,
    }),
    [practice],
  );
  const add = (kind: ItemKind) => {
    const index = draft.items.length;
    type({ ...draft, items: [...draft.items, { kind }] });
    drawAndFocus(() => form.current?.querySelector(`[id^="field-${index}-"]`));
  };
  const handIn = () => {
    if (post.isPending) {
      return;
    }
    setAsked(true);
    if (!filled.ok) {
      drawAndFocus(() => form.current?.querySelector('[aria-invalid=true]'));
    } else if (problems.length === 0) {
      post.mutate({ place: {}, request: { batch: filled.entry } });
    }
  };
  const latest = useRef({ add, handIn });
  useEffect(() => {
    latest.current = { add, handIn };
  });
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        ...itemKinds.map((kind): KeyBinding => ({
          keys: addKeys[kind],
          does: `Add an item: ${itemKindWords[kind]}`,
          group: 'Payment batch',
          run: () => latest.current.add(kind),
        })),
        {
          keys: 'mod+Enter',
          does: 'Post the batch',
          group: 'Payment batch',
          whileTyping: true,
          run: () => latest.current.handIn(),
        },
      ],
      [],
    ),
  );
  const headerFaults = isAsked && !filled.ok ? filled.headerFaults : {};
  const itemFaults = isAsked && !filled.ok ? filled.itemFaults : {};
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        handIn();
      }}
    >
      <Stack>
        <Explains>
          Count the payments and add them up before you type them. The batch posts nothing at all until its
          items make these totals and each EOB balances: so a typing error shows. What you type stays here
          until it is posted.
        </Explains>
        <Panel title="What is stated">
          <div className={fields['group']}>
            <FormFields
              fields={headerFields}
              place={{ root: ['batch'], path: [], faults: headerFaults, claim: undefined }}
              draft={draft.header}
              onDraft={(header) => type({ ...draft, header })}
            />
          </div>
        </Panel>
        {draft.items.map((item, index) => (
          <ItemPanel
            key={rows.ids[index]}
            number={index + 1}
            item={item}
            faults={itemFaults}
            choices={choices}
            onItem={(next) => type({ ...draft, items: draft.items.with(index, next) })}
            onTakeOut={() => {
              rows.takeOut(index);
              type({ ...draft, items: draft.items.toSpliced(index, 1) });
            }}
          />
        ))}
        <Panel title="Add an item">
          <div className={css['buttons']}>
            {itemKinds.map((kind) => (
              <Button key={kind} hotKey={addKeys[kind]} onPress={() => add(kind)}>
                {itemKindWords[kind]}
              </Button>
            ))}
          </div>
        </Panel>
        {isAsked && draft.items.length === 0 && (
          <Notice tone="warning" title="The batch has no item yet. Add one." />
        )}
        {problems.length > 0 && (
          <Notice tone="note" title="What keeps the batch from being posted">
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </Notice>
        )}
        {post.error !== null && <Failed error={post.error} />}
        <section className={css['control']} aria-label="Control totals">
          <ControlTotals draft={draft} />
          <Button
            type="submit"
            look="primary"
            isDisabled={post.isPending || (filled.ok && problems.length > 0)}
          >
            {post.isPending
              ? `Posting… ${post.soFar === undefined ? '' : `${post.soFar.done} of ${post.soFar.control.count}`}`
              : 'Post the batch'}{' '}
            <Key of="Ctrl ↵" />
          </Button>
        </section>
      </Stack>
    </form>
  );
}

function ControlTotals({ draft }: { readonly draft: BatchDraft }) {
  const { stated, typed } = controlTotals(draft);
  const { count, amountCents } = stated;
  const left = amountCents === undefined ? undefined : subtractCents(amountCents, typed.amountCents);
  return (
    <output>
      <Facts
        facts={[
          { name: 'Items stated', value: count ?? '–' },
          { name: 'Items typed', value: typed.count },
          { name: 'Total stated', value: amountCents === undefined ? '–' : <Amount of={amountCents} /> },
          { name: 'Total typed', value: <Amount of={typed.amountCents} /> },
          {
            name: 'Still to be typed',
            value: left === undefined ? '–' : <Amount of={left} />,
          },
        ]}
      />
    </output>
  );
}

interface ItemPanelProps {
  readonly number: number;
  readonly item: GroupDraft;
  readonly faults: Readonly<Record<string, string>>;
  readonly choices: Parameters<typeof withChoices>[1];
  readonly onItem: (item: GroupDraft) => void;
  readonly onTakeOut: () => void;
}

function ItemPanel({ number, item, faults, choices, onItem, onTakeOut }: ItemPanelProps) {
  const kind = kindOf(item);
  const shown = useMemo(() => withChoices(fieldsOf(itemForms[kind]), choices), [kind, choices]);
  return (
    <Panel
      title={`Item ${number}: ${itemKindWords[kind]}`}
      aside={
        <Button isSmall look="quiet" label={`Take out item ${number}`} onPress={onTakeOut}>
          ✕
        </Button>
      }
    >
      <div className={fields['group']}>
        <FormFields
          fields={shown}
          place={{ root: ['payment', kind], path: [number - 1], faults, claim: undefined }}
          draft={item}
          onDraft={(next) => onItem({ ...next, kind })}
        />
      </div>
    </Panel>
  );
}
