import type { Claim, ClaimEvent } from '#contracts/claim.ts';
import type { LogEntry } from '#contracts/contact-log.ts';
import type { Instant } from '#contracts/dates.ts';
import { entryInWords } from '#domain/contact-log/entry-in-words.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { keyed } from '../../parts/keyed.ts';
import { Panel } from '../../parts/page.tsx';
import { momentInWords } from '../../words/days.ts';
import { wordsOfOutcome } from '../../words/outcome-words.ts';
import { personName } from '../../words/people.ts';
import { TaskKind } from '#contracts/task-kinds.ts';
import { listLog } from '../log/log-panel.tsx';
import css from './claims.module.css';

interface Entry {
  readonly at: Instant;
  readonly words: string;
  readonly by: string;
  readonly reason?: string;
}

/** What happened to the claim, the newest first, with the reasons that people gave. */
export function ClaimTimeline({
  claim,
  history,
}: {
  readonly claim: Claim;
  readonly history: readonly ClaimEvent[];
}) {
  const log = useAnswer(listLog, {}, { subject: { about: 'claim', claimId: claim.claimId }, limit: 100 });
  const entries = entriesOf(claim, history, log.data?.entries ?? []);
  return (
    <Panel title="Timeline" isFlush>
      <ol className={css['timeline']}>
        {keyed(entries, ({ at, words }) => `${at} ${words}`).map(
          ({ key, item: { at, words, by, reason } }) => (
            <li key={key}>
              <time dateTime={at}>{momentInWords(at)}</time>
              <span className={css['dot']} />
              <span>
                {words}
                {reason !== undefined && ` “${reason}”`}
                <small>{by}</small>
              </span>
            </li>
          ),
        )}
      </ol>
    </Panel>
  );
}

/** Moves of the claim, the decisions of people that go with them, and what was noted in the log. */
function entriesOf(claim: Claim, history: readonly ClaimEvent[], log: readonly LogEntry[]): readonly Entry[] {
  const decisions = (claim.staffDecisions ?? []).map(({ at, by, task, outcome, reason }): Entry => {
    const kind = TaskKind.options.find((known) => known === task);
    return {
      at,
      by: personName(by),
      words: kind === undefined ? `${task}: ${outcome}` : wordsOfOutcome(kind, outcome).does,
      ...(reason !== undefined && { reason }),
    };
  });
  const moves = history.map(({ at, words, by }): Entry => ({
    at,
    words,
    by: by.startsWith('user ') ? personName(by.slice(5)) : by,
  }));
  const said = log.map((entry): Entry => ({
    at: entry.at,
    words: entryInWords(entry),
    by: personName(entry.by),
  }));
  return [...moves, ...decisions, ...said].toSorted((one, other) => other.at.localeCompare(one.at));
}
