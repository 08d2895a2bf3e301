import type { LogEntry, LogSubject } from '#contracts/contact-log.ts';
import { contactLogRoutes } from '#contracts/staff-api/contact-log.ts';
import { entryInWords } from '#domain/contact-log/entry-in-words.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { contentOf, logForms, type LogKind } from '../../forms/log-forms.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/figures.tsx';
import { Explains, Panel } from '../../parts/page.tsx';
import { Empty, Failed, Loading, Notice } from '../../parts/states.tsx';
import { momentInWords } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import claims from '../claims/claims.module.css';

export const listLog = routeNamed(contactLogRoutes, 'list-log');
const recordEntry = routeNamed(contactLogRoutes, 'record-log-entry');

const kinds: readonly { readonly kind: LogKind; readonly name: string; readonly key: string }[] = [
  { kind: 'note', name: 'Note', key: 'n' },
  { kind: 'call', name: 'Call', key: 'c' },
  { kind: 'letter', name: 'Letter', key: 'w' },
];

interface Writing {
  readonly kind: LogKind;
  /** The entry that is put right. */
  readonly corrects?: LogEntry;
}

/** Notes, calls and letters about a claim, an account or a payer, and the forms to write them down. */
export function LogPanel({
  subject,
  onDispute,
}: {
  readonly subject: LogSubject;
  /** Of an account: by an entry that says that the balance is disputed. */
  readonly onDispute?: ((entry: LogEntry) => void) | undefined;
}) {
  const { practice } = useDesk();
  const queries = useQueryClient();
  const answer = useAnswer(listLog, {}, { subject, limit: 100 }, { everySeconds: 30 });
  const [writing, setWriting] = useState<Writing>();
  const change = useChange(recordEntry, () => {
    setWriting(undefined);
    void queries.invalidateQueries({ queryKey: ['list-log'] });
    void queries.invalidateQueries({ queryKey: ['list-tasks'] });
  });
  const mayWrite = mayCall(recordEntry, practice);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () =>
        mayWrite
          ? kinds.map(({ kind, name, key }): KeyBinding => ({
              keys: `w ${key}`,
              does: `Write down a ${name.toLowerCase()}`,
              group: 'Notes and calls',
              run: () => setWriting({ kind }),
            }))
          : [],
      [mayWrite],
    ),
  );
  const entries = answer.data?.entries ?? [];
  return (
    <Panel
      title="Notes, calls and letters"
      aside={
        mayWrite && writing === undefined ? (
          <span>
            {kinds.map(({ kind, name, key }) => (
              <span key={kind}>
                <Button isSmall hotKey={`w ${key}`} onPress={() => setWriting({ kind })}>
                  {name}
                </Button>{' '}
              </span>
            ))}
          </span>
        ) : null
      }
      isFlush
    >
      {writing !== undefined && (
        <div className={claims['note']}>
          {writing.corrects !== undefined && (
            <Explains>Puts right: {entryInWords(writing.corrects)} What was written stays as it is.</Explains>
          )}
          <SchemaForm
            key={writing.kind}
            schema={logForms[writing.kind]}
            root="log"
            submit={`Keep the ${writing.kind}`}
            isWaiting={change.isPending}
            error={change.error}
            onCancel={() => setWriting(undefined)}
            onHandIn={(form) =>
              change.mutate({
                place: {},
                request: {
                  subject,
                  content: contentOf(writing.kind, form),
                  ...(writing.corrects !== undefined && { corrects: writing.corrects.entryId }),
                },
              })
            }
          />
        </div>
      )}
      {change.data !== undefined && writing === undefined && (
        <Notice tone="accent" title={change.data.summary} />
      )}
      {answer.isError && <Failed error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data === undefined && !answer.isError && <Loading rows={3} />}
      {answer.data !== undefined && entries.length === 0 && writing === undefined && (
        <Empty title="Nothing is noted yet">
          <p>Write down what was said on the phone, and when to look again: it comes back to the queue.</p>
        </Empty>
      )}
      <ol className={claims['timeline']}>
        {entries.map((entry) => (
          <LogItem
            key={entry.entryId}
            entry={entry}
            isCorrected={entries.some(({ corrects }) => corrects === entry.entryId)}
            onDispute={onDispute === undefined ? undefined : () => onDispute(entry)}
            onCorrect={mayWrite ? () => setWriting({ kind: entry.content.kind, corrects: entry }) : undefined}
          />
        ))}
      </ol>
    </Panel>
  );
}

interface LogItemProps {
  readonly entry: LogEntry;
  readonly isCorrected: boolean;
  readonly onDispute: (() => void) | undefined;
  readonly onCorrect: (() => void) | undefined;
}

function LogItem({ entry, isCorrected, onDispute, onCorrect }: LogItemProps) {
  return (
    <li>
      <time dateTime={entry.at}>{momentInWords(entry.at)}</time>
      <span className={claims['dot']} />
      <span>
        {entryInWords(entry)} {isCorrected && <Chip tone="warning">Corrected since</Chip>}
        {entry.corrects !== undefined && <Chip>Correction</Chip>}
        <small>
          {personName(entry.by)}{' '}
          {onCorrect !== undefined && !isCorrected && (
            <Button isSmall look="quiet" onPress={onCorrect}>
              Correct
            </Button>
          )}
          {onDispute !== undefined && (
            <Button isSmall look="quiet" onPress={onDispute}>
              Dispute…
            </Button>
          )}
        </small>
      </span>
    </li>
  );
}
