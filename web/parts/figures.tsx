import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ReactNode } from 'react';
import { dueInWords, urgencyOf, type Urgency } from '../words/days.ts';
import { dollars } from '../words/dollars.ts';
import type { Tone } from '../words/tone.ts';
import { useToday } from './now.tsx';
import css from './parts.module.css';

/** A short word in a pill. */
export function Chip({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={tone === 'plain' ? css['chip'] : `${css['chip']} ${css[tone]}`}>{children}</span>;
}

/** An amount of money, its digits under each other in a column. */
export function Amount({ of }: { readonly of: Cents }) {
  return <span className={css['amount']}>{dollars(of)}</span>;
}

/** A code, an id, a control number. */
export function Code({ children }: { readonly children: ReactNode }) {
  return <code className={css['code']}>{children}</code>;
}

const toneOfUrgency: Readonly<Record<Urgency, Tone>> = {
  overdue: 'danger',
  today: 'warning',
  soon: 'plain',
  later: 'plain',
};

/** How near a day is, colored where it is near. */
export function Due({ on }: { readonly on: PlainDate }) {
  const today = useToday();
  return <Chip tone={toneOfUrgency[urgencyOf(on, today)]}>{dueInWords(on, today)}</Chip>;
}

interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names with their values, side by side. */
export function Facts({ facts }: { readonly facts: readonly (Fact | undefined)[] }) {
  return (
    <dl className={css['facts']}>
      {facts
        .filter((fact) => fact !== undefined)
        .map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
