import type { LogEntry } from '#contracts/contact-log.ts';
import type { Dispute } from '#contracts/dispute.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import { entryInWords } from '#domain/contact-log/entry-in-words.ts';
import { disputeInWords } from '#domain/patient-billing/disputes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { mayCall, useDesk } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { disputeForm, openDispute } from '../../forms/dispute-form.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/figures.tsx';
import { Explains, Panel } from '../../parts/page.tsx';
import { Empty, Notice } from '../../parts/states.tsx';
import { dayInWords, dayOfInstant } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import claims from '../claims/claims.module.css';

/** A dispute that is being opened, and the entry of the log by which it came. */
export interface Disputing {
  readonly entry?: LogEntry;
}

interface DisputePanelProps {
  readonly account: PatientAccount;
  readonly disputing: Disputing | undefined;
  readonly onDisputing: (disputing: Disputing | undefined) => void;
}

/** What the guarantor disputes, and the form by which a dispute is opened. */
export function DisputePanel({ account, disputing, onDisputing }: DisputePanelProps) {
  const { practice } = useDesk();
  const queries = useQueryClient();
  const change = useChange(openDispute, () => {
    onDisputing(undefined);
    void queries.invalidateQueries({ queryKey: ['list-accounts'] });
    void queries.invalidateQueries({ queryKey: ['list-tasks'] });
  });
  const mayOpen = mayCall(openDispute, practice);
  const disputes = account.disputes ?? [];
  return (
    <Panel
      title="Disputes"
      aside={
        mayOpen &&
        disputing === undefined && (
          <Button isSmall onPress={() => onDisputing({})}>
            Open a dispute…
          </Button>
        )
      }
      isFlush
    >
      {disputing !== undefined && (
        <div className={claims['note']}>
          <Explains>
            {disputing.entry === undefined ? '' : `It came so: ${entryInWords(disputing.entry)} `}
            From the moment that you open it no statement asks for what is disputed.
          </Explains>
          <SchemaForm
            schema={disputeForm}
            root="dispute"
            submit="Open the dispute"
            isWaiting={change.isPending}
            error={change.error}
            onCancel={() => onDisputing(undefined)}
            onHandIn={(form) =>
              change.mutate({
                place: { guarantorId: account.guarantorId },
                request: {
                  ...disputeForm.parse(form),
                  ...(disputing.entry !== undefined && { entryId: disputing.entry.entryId }),
                },
              })
            }
          />
        </div>
      )}
      {change.data !== undefined && disputing === undefined && (
        <Notice tone="accent" title={change.data.summary} />
      )}
      {disputes.length === 0 && disputing === undefined ? (
        <Empty title="Nothing is disputed">
          <p>When a guarantor says that a balance is not right, open a dispute: statements stop at once.</p>
        </Empty>
      ) : (
        <ol className={claims['timeline']}>
          {disputes.toReversed().map((dispute) => (
            <DisputeItem key={dispute.number} dispute={dispute} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function DisputeItem({ dispute }: { readonly dispute: Dispute }) {
  const { openedAt, openedBy, type, claimId, words, closed, reviewOn, taskId } = dispute;
  return (
    <li>
      <time dateTime={openedAt}>{dayInWords(dayOfInstant(openedAt))}</time>
      <span className={claims['dot']} />
      <span>
        The guarantor {disputeInWords[type]}
        {claimId === undefined ? '' : `, of claim ${claimId}`}: “{words}”{' '}
        {closed === undefined ? (
          <Chip tone="warning">Open until {dayInWords(reviewOn)}</Chip>
        ) : (
          <Chip>Decided: {closed.words}</Chip>
        )}
        <small>
          {personName(openedBy)} · <Link href={`/tasks/${taskId}`}>Its task</Link>
        </small>
      </span>
    </li>
  );
}
