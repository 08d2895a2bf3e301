import { ManageHoldsRequest, type HoldTarget, type ManageHoldsAnswer } from '#contracts/holds.ts';
import { holdRoutes } from '#contracts/staff-api/holds.ts';
import { targetInWords } from '#domain/holds/hold-words.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import parts from '../../parts/parts.module.css';
import { Failed, Loading, Notice } from '../../parts/states.tsx';
import { HeldInWords } from './held-in-words.tsx';

const previewHold = routeNamed(holdRoutes, 'preview-hold');
const placeHold = routeNamed(holdRoutes, 'place-hold');

const [, , place] = ManageHoldsRequest.options;
const form = place.pick({ reason: true, words: true, owner: true, reviewOn: true }).strict();

const targetWords: Readonly<Record<HoldTarget['by'], string>> = {
  claim: 'This claim',
  patient: 'Every claim of this patient',
  provider: 'Every claim of this rendering provider',
  payer: 'Every claim to this payer',
  location: 'Every claim of this location',
};

/** A button that holds claims: by one of the targets, with what it would stop shown before. */
export function PlaceHold({ targets }: { readonly targets: readonly HoldTarget[] }) {
  const { practice } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const [placed, setPlaced] = useState<Extract<ManageHoldsAnswer, { outcome: 'placed' }>>();
  if (!mayCall(placeHold, practice)) {
    return null;
  }
  return (
    <>
      <Button isSmall onPress={() => setOpen(true)}>
        Hold…
      </Button>
      <Dialog title="Hold claims before they are submitted" isOpen={isOpen} onClose={() => setOpen(false)}>
        {placed === undefined ? (
          <HoldForm targets={targets} onPlaced={setPlaced} onCancel={() => setOpen(false)} />
        ) : (
          <>
            <Notice tone="good" title={placed.summary} />
            <Button
              takesFocus
              onPress={() => {
                setOpen(false);
                setPlaced(undefined);
              }}
            >
              Close
            </Button>
          </>
        )}
      </Dialog>
    </>
  );
}

interface HoldFormProps {
  readonly targets: readonly HoldTarget[];
  readonly onPlaced: (answer: Extract<ManageHoldsAnswer, { outcome: 'placed' }>) => void;
  readonly onCancel: () => void;
}

function HoldForm({ targets, onPlaced, onCancel }: HoldFormProps) {
  const { me } = useDesk();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(0);
  const target = targets[chosen];
  const preview = useAnswer(
    previewHold,
    {},
    { target: target ?? { by: 'claim', claimId: '' } },
    { isAsked: target !== undefined },
  );
  const change = useChange(placeHold, (answer) => {
    void queries.invalidateQueries({ queryKey: ['list-holds'] });
    onPlaced(answer);
  });
  if (target === undefined) {
    return null;
  }
  return (
    <SchemaForm
      schema={form}
      root="hold"
      beginning={{ owner: me.user }}
      submit="Hold"
      isWaiting={change.isPending}
      error={change.error}
      onCancel={onCancel}
      onHandIn={(filled) => change.mutate({ place: {}, request: { target, ...filled } })}
    >
      <label className={parts['facts']}>
        What is held{' '}
        <select
          className={parts['select']}
          value={chosen}
          onChange={({ target: select }) => setChosen(Number(select.value))}
        >
          {targets.map((each, index) => (
            <option key={targetInWords(each)} value={index}>
              {targetWords[each.by]}
            </option>
          ))}
        </select>
      </label>
      {preview.isError && <Failed error={preview.error} />}
      {preview.data === undefined && !preview.isError ? (
        <Loading rows={1} />
      ) : (
        preview.data !== undefined && (
          <HeldInWords
            begins="On their way and stopped by it:"
            held={preview.data.held}
            isWhole={preview.data.isWhole}
          />
        )
      )}
    </SchemaForm>
  );
}
