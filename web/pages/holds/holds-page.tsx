import { ManageHoldsRequest, type HeldClaims, type Hold } from '#contracts/holds.ts';
import { holdRoutes } from '#contracts/staff-api/holds.ts';
import { holdReasonWords, targetInWords } from '#domain/holds/hold-words.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Amount, Due } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading, Notice } from '../../parts/states.tsx';
import { dayInWords, dayOfInstant } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import { HeldInWords } from './held-in-words.tsx';

const listHolds = routeNamed(holdRoutes, 'list-holds');
const previewRelease = routeNamed(holdRoutes, 'preview-release');
const releaseHold = routeNamed(holdRoutes, 'release-hold');
const putOffHold = routeNamed(holdRoutes, 'put-off-hold');

const [, , , , release, putOff] = ManageHoldsRequest.options;
const releaseForm = release.pick({ words: true }).strict();
const putOffForm = putOff.pick({ reviewOn: true, owner: true, words: true }).strict();

interface Row {
  readonly hold: Hold;
  readonly held: HeldClaims;
}

/** Every hold with the claims that wait, their charges and the first filing deadline. */
export function HoldsPage() {
  const { practice } = useDesk();
  const answer = useAnswer(listHolds, {}, {}, { everySeconds: 30 });
  const [asked, setAsked] = useState<{ readonly what: 'release' | 'put-off'; readonly row: Row }>();
  const mayChange = mayCall(releaseHold, practice);
  const rows = answer.data?.holds ?? [];
  return (
    <Page title="Holds">
      <Stack>
        <Explains>
          Claims that a hold stops wait before they are submitted. Hold claims from the page of a claim or of
          a payer. Released, each claim that no other hold stops is scrubbed again and submitted.
        </Explains>
        {answer.isError && <Failed error={answer.error} onRetry={() => void answer.refetch()} />}
        {answer.data === undefined && !answer.isError && <Loading rows={4} />}
        {answer.data !== undefined && rows.length === 0 && (
          <Empty title="Nothing is on hold">
            <p>Every claim that is scrubbed clean is submitted at once.</p>
          </Empty>
        )}
        {rows.map((row) => (
          <HoldPanel
            key={row.hold.holdId}
            row={row}
            isWhole={answer.data?.isWhole ?? true}
            onAsk={mayChange ? (what) => setAsked({ what, row }) : undefined}
          />
        ))}
      </Stack>
      <Dialog
        title={asked?.what === 'put-off' ? 'Keep the hold' : 'Release the hold'}
        isOpen={asked !== undefined}
        onClose={() => setAsked(undefined)}
      >
        {asked?.what === 'release' && (
          <ReleaseForm hold={asked.row.hold} onDone={() => setAsked(undefined)} />
        )}
        {asked?.what === 'put-off' && <PutOffForm hold={asked.row.hold} onDone={() => setAsked(undefined)} />}
      </Dialog>
    </Page>
  );
}

interface HoldPanelProps {
  readonly row: Row;
  readonly isWhole: boolean;
  readonly onAsk: ((what: 'release' | 'put-off') => void) | undefined;
}

function HoldPanel({ row: { hold, held }, isWhole, onAsk }: HoldPanelProps) {
  const target = targetInWords(hold.target);
  return (
    <Panel
      title={`Hold on ${target}`}
      aside={
        onAsk !== undefined && (
          <span>
            <Button isSmall label={`Keep the hold on ${target}`} onPress={() => onAsk('put-off')}>
              Keep…
            </Button>{' '}
            <Button isSmall label={`Release the hold on ${target}`} onPress={() => onAsk('release')}>
              Release…
            </Button>
          </span>
        )
      }
    >
      <Stack>
        <p>
          Since {dayInWords(dayOfInstant(hold.placedAt))}, placed by {personName(hold.placedBy)}:{' '}
          {holdReasonWords[hold.reason]}. “{hold.words}”
        </p>
        <p>
          {personName(hold.owner)} looks after it; reviewed on <Due on={hold.reviewOn} />
        </p>
        <HeldInWords begins="Waiting:" held={held} isWhole={isWhole} />
        {held.first.length > 0 && (
          <div className={parts['scroller']}>
            <table className={parts['table']}>
              <thead>
                <tr>
                  <th>Claim</th>
                  <th>Filing deadline</th>
                  <th className={parts['number']}>Charges</th>
                </tr>
              </thead>
              <tbody>
                {held.first.map(({ claimId, lastFilingDay, chargeCents }) => (
                  <tr key={claimId}>
                    <td>
                      <Link href={`/claims/${claimId}`}>{claimId}</Link>
                    </td>
                    <td>{lastFilingDay === undefined ? 'None' : <Due on={lastFilingDay} />}</td>
                    <td className={parts['number']}>
                      <Amount of={chargeCents} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Stack>
    </Panel>
  );
}

interface FormProps {
  readonly hold: Hold;
  readonly onDone: () => void;
}

function ReleaseForm({ hold, onDone }: FormProps) {
  const queries = useQueryClient();
  const { holdId } = hold;
  const preview = useAnswer(previewRelease, { holdId }, {});
  const change = useChange(releaseHold, () => void queries.invalidateQueries({ queryKey: ['list-holds'] }));
  if (change.data !== undefined) {
    return <Done words={change.data.summary} onDone={onDone} />;
  }
  return (
    <SchemaForm
      schema={releaseForm}
      root="hold"
      submit="Release"
      isWaiting={change.isPending}
      error={change.error}
      onCancel={onDone}
      onHandIn={(request) => change.mutate({ place: { holdId }, request })}
    >
      {preview.isError && <Failed error={preview.error} />}
      {preview.data === undefined ? (
        !preview.isError && <Loading rows={2} />
      ) : (
        <>
          <HeldInWords begins="Goes on:" held={preview.data.goesOn} isWhole={preview.data.isWhole} />
          {preview.data.staysHeld.claims > 0 && (
            <HeldInWords
              begins="Stays held by other holds:"
              held={preview.data.staysHeld}
              isWhole={preview.data.isWhole}
            />
          )}
        </>
      )}
    </SchemaForm>
  );
}

function PutOffForm({ hold, onDone }: FormProps) {
  const queries = useQueryClient();
  const { holdId } = hold;
  const change = useChange(putOffHold, () => void queries.invalidateQueries({ queryKey: ['list-holds'] }));
  return change.data === undefined ? (
    <SchemaForm
      schema={putOffForm}
      root="hold"
      beginning={{ owner: hold.owner }}
      submit="Keep holding"
      isWaiting={change.isPending}
      error={change.error}
      onCancel={onDone}
      onHandIn={(request) => change.mutate({ place: { holdId }, request })}
    />
  ) : (
    <Done words={change.data.summary} onDone={onDone} />
  );
}

function Done({ words, onDone }: { readonly words: string; readonly onDone: () => void }) {
  return (
    <>
      <Notice tone="good" title={words} />
      <Button takesFocus onPress={onDone}>
        Close
      </Button>
    </>
  );
}
