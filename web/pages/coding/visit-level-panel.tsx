import type { Claim } from '#contracts/claim.ts';
import { codingRoutes } from '#contracts/staff-api/coding.ts';
import type { VisitLeveled } from '#contracts/coding.ts';
import { riskItems, VisitFacts, visitFamilies } from '#contracts/visit-level.ts';
import { useState, type ReactNode } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import { useSettled } from '../../codes/use-code-search.ts';
import { Button, Key } from '../../parts/button.tsx';
import { Chip, Code } from '../../parts/figures.tsx';
import parts from '../../parts/parts.module.css';
import { Failed } from '../../parts/states.tsx';
import {
  countedDataWords,
  familyOfPlace,
  familyWords,
  levelWords,
  problemWords,
  riskWords,
  tickedDataWords,
  type ItemWords,
} from '../../words/visit-words.ts';
import css from './coding.module.css';
import { placeOfLine, withService, withVisitLevel, type CodingDraft } from './coding-draft.ts';

const levelVisit = routeNamed(codingRoutes, 'level-visit');

interface VisitLevelPanelProps {
  readonly taskId: string;
  readonly claim: Claim;
  readonly coding: CodingDraft;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onCoding: (coding: CodingDraft) => void;
}

/** Finds the level of a visit from what the coder counts in its note, and puts its code into a line. */
export function VisitLevelPanel({ taskId, claim, coding, isOpen, onOpen, onCoding }: VisitLevelPanelProps) {
  const { drafts } = useDesk();
  const [facts, setFacts] = useState<VisitFacts>(
    () =>
      (drafts.beside(taskId, 'visit') as VisitFacts | undefined) ??
      VisitFacts.parse({ family: familyOfPlace(claim.placeOfService) }),
  );
  const change = (some: Partial<VisitFacts>) => {
    const next = { ...facts, ...some };
    drafts.keepBeside(taskId, 'visit', next);
    setFacts(next);
  };
  const settled = useSettled(facts, 200);
  const answer = useAnswer(levelVisit, { claimId: claim.claimId }, { visit: settled }, { isAsked: isOpen });
  return (
    <section className={css['level']} aria-label="Level of the visit" id="visit-level">
      <h3 className={css['levelHead']}>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls="visit-level-body"
          onClick={() => onOpen(!isOpen)}
        >
          <span>Level of the visit (E/M)</span>
          <small>{isOpen ? foundInWords(answer.data) : 'by decision making or time'}</small>
          <Key of="e" />
        </button>
      </h3>
      {isOpen && (
        <div id="visit-level-body" className={css['levelBody']}>
          <Circumstances facts={facts} leveled={answer.data} onChange={change} />
          <Leveled
            leveled={answer.data}
            isStale={settled !== facts || answer.isPlaceholderData}
            coding={coding}
            onCoding={onCoding}
          />
          {answer.isError && <Failed error={answer.error} onRetry={() => void answer.refetch()} />}
          <Elements facts={facts} leveled={answer.data} onChange={change} />
        </div>
      )}
    </section>
  );
}

/** In the heading, which stays in sight while the table is filled in. */
function foundInWords(leveled: VisitLeveled | undefined): string {
  if (leveled?.code === undefined) {
    return 'no level yet';
  }
  return leveled.by === undefined ? leveled.code : `${leveled.code} ${byWords[leveled.by]}`;
}

interface PartProps {
  readonly facts: VisitFacts;
  readonly leveled: VisitLeveled | undefined;
  readonly onChange: (some: Partial<VisitFacts>) => void;
}

function Circumstances({ facts, leveled, onChange }: PartProps) {
  const known = leveled?.newOrEstablished;
  return (
    <div className={css['circumstances']}>
      <label>
        Kind of visit
        <select
          className={parts['select']}
          value={facts.family}
          onChange={({ target }) => {
            const family = visitFamilies.find((each) => each === target.value);
            if (family !== undefined) {
              onChange({ family });
            }
          }}
        >
          {visitFamilies.map((family) => (
            <option key={family} value={family}>
              {familyWords[family]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Patient
        <select
          className={parts['select']}
          value={facts.patient ?? ''}
          title={known?.because}
          onChange={({ target: { value } }) =>
            onChange({ patient: value === 'new' || value === 'established' ? value : undefined })
          }
        >
          <option value="">By history{known === undefined ? '' : `: ${known.is}`}</option>
          <option value="new">New</option>
          <option value="established">Established</option>
        </select>
      </label>
      <label>
        Total minutes
        <input
          className={parts['input']}
          type="number"
          min={0}
          max={1440}
          value={facts.totalMinutes ?? ''}
          placeholder="Not by time"
          onChange={({ target: { value } }) =>
            onChange({ totalMinutes: value === '' ? undefined : Math.min(1440, Math.max(0, Number(value))) })
          }
        />
      </label>
      <label className={css['tick']}>
        <input
          type="checkbox"
          checked={facts.withProcedure}
          onChange={({ target }) => onChange({ withProcedure: target.checked })}
        />
        With a procedure on this day
      </label>
    </div>
  );
}

interface LeveledProps {
  readonly leveled: VisitLeveled | undefined;
  readonly isStale: boolean;
  readonly coding: CodingDraft;
  readonly onCoding: (coding: CodingDraft) => void;
}

const byWords = { 'decision-making': 'by decision making', time: 'by time', age: 'by age' } as const;

/** The code, why, and what the note would have to show for the next one. */
function Leveled({ leveled, isStale, coding, onCoding }: LeveledProps) {
  if (leveled === undefined) {
    return <p className={css['leveled']}>Counting…</p>;
  }
  const { code, by, why, next, prolonged, notes } = leveled;
  const at = code === undefined ? undefined : placeOfLine(coding, code);
  return (
    <section className={css['leveled']} data-stale={isStale} aria-label="Level found" aria-live="polite">
      <p className={css['levelCode']}>
        {code === undefined ? (
          <strong>No level yet</strong>
        ) : (
          <>
            <strong>
              <Code>{code}</Code>
            </strong>
            {by !== undefined && <span>{byWords[by]}</span>}
            {at === undefined ? (
              <Button isSmall look="primary" onPress={() => onCoding(withVisitLevel(coding, code))}>
                Put {code} into the line
              </Button>
            ) : (
              <Chip tone="good">On line {at + 1}</Chip>
            )}
          </>
        )}
      </p>
      <p>{why.join(' ')}</p>
      {next !== undefined && (
        <div className={css['nextLevel']}>
          <strong>
            What <Code>{next.code}</Code> would take
          </strong>
          <ul>
            {[
              ...next.byDecisionMaking,
              ...(next.byTime === undefined ? [] : [`Or time: ${next.byTime}`]),
            ].map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      )}
      {prolonged.map((more) => (
        <p key={more.code}>
          {more.words}{' '}
          {placeOfLine(coding, more.code) === undefined && (
            <Button isSmall onPress={() => onCoding(withService(coding, more.code, more.units))}>
              Add {more.code} × {more.units}
            </Button>
          )}
        </p>
      ))}
      {notes.map((note) => (
        <p key={note} className={css['caution']}>
          {note}
        </p>
      ))}
    </section>
  );
}

function namesOf<Name extends string>(words: Readonly<Record<Name, ItemWords>>): readonly Name[] {
  return Object.keys(words) as Name[];
}

/** The table of decision making: two of its three elements choose the level. */
function Elements({ facts, leveled, onChange }: PartProps) {
  const { problems, data, risks } = facts;
  const making = leveled?.decisionMaking;
  return (
    <div className={css['elements']}>
      <Element title="Problems addressed" level={making?.problems.level}>
        {namesOf(problemWords).map((name) => (
          <Counted
            key={name}
            words={problemWords[name]}
            value={problems[name]}
            onValue={(count) => onChange({ problems: { ...problems, [name]: count } })}
          />
        ))}
      </Element>
      <Element title="Data reviewed" level={making?.data.level}>
        {namesOf(countedDataWords).map((name) => (
          <Counted
            key={name}
            words={countedDataWords[name]}
            value={data[name]}
            onValue={(count) => onChange({ data: { ...data, [name]: count } })}
          />
        ))}
        {namesOf(tickedDataWords).map((name) => (
          <Ticked
            key={name}
            words={tickedDataWords[name]}
            isTicked={data[name]}
            onTick={(isTicked) => onChange({ data: { ...data, [name]: isTicked } })}
          />
        ))}
      </Element>
      <Element title="Risk of what was decided" level={making?.risk.level}>
        {riskItems.map((item) => (
          <Ticked
            key={item}
            words={riskWords[item]}
            isTicked={risks.includes(item)}
            onTick={(isTicked) =>
              onChange({ risks: isTicked ? [...risks, item] : risks.filter((other) => other !== item) })
            }
          />
        ))}
      </Element>
    </div>
  );
}

function Element({
  title,
  level,
  children,
}: {
  readonly title: string;
  readonly level: keyof typeof levelWords | undefined;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className={css['element']}>
      <legend>
        {title}{' '}
        {level !== undefined && <Chip tone={level === 'none' ? 'plain' : 'accent'}>{levelWords[level]}</Chip>}
      </legend>
      <div>{children}</div>
    </fieldset>
  );
}

function Counted({
  words: { name, reaches },
  value,
  onValue,
}: {
  readonly words: ItemWords;
  readonly value: number;
  readonly onValue: (count: number) => void;
}) {
  return (
    <label className={css['counted']} data-set={value > 0}>
      <input
        type="number"
        min={0}
        max={50}
        value={value === 0 ? '' : value}
        placeholder="0"
        onChange={({ target }) => onValue(Math.min(50, Math.max(0, Math.trunc(Number(target.value)))))}
      />
      <span>
        {name} <small>{reaches}</small>
      </span>
    </label>
  );
}

function Ticked({
  words: { name, reaches },
  isTicked,
  onTick,
}: {
  readonly words: ItemWords;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
}) {
  return (
    <label className={css['counted']} data-set={isTicked}>
      <input type="checkbox" checked={isTicked} onChange={({ target }) => onTick(target.checked)} />
      <span>
        {name} <small>{reaches}</small>
      </span>
    </label>
  );
}
