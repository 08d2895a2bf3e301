import { PlainDate } from '#contracts/dates.ts';
import { useState } from 'react';
import parts from '../../parts/parts.module.css';
import css from './finance.module.css';

interface DayFieldProps {
  readonly words: string;
  readonly value: PlainDate | undefined;
  readonly max?: string;
  readonly onChange: (value: PlainDate) => void;
  /** The day may be left out. */
  readonly onEmptied?: () => void;
}

/** A day is asked for once it is whole: while its year is typed, it is one of long ago. */
export function DayField({ words, value, max, onChange, onEmptied }: DayFieldProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <label>
      <span className={css['dayName']}>{words}</span>{' '}
      <input
        className={`${parts['input']} ${css['day']}`}
        type="date"
        value={typed ?? value ?? ''}
        max={max}
        onChange={({ target }) => {
          const day = PlainDate.safeParse(target.value).data;
          const isWhole = day !== undefined && day >= '2000-01-01';
          const isEmptied = target.value === '' && onEmptied !== undefined;
          setTyped(isWhole || isEmptied ? undefined : target.value);
          if (isWhole) {
            onChange(day);
          } else if (isEmptied) {
            onEmptied();
          }
        }}
        onBlur={() => setTyped(undefined)}
      />
    </label>
  );
}
