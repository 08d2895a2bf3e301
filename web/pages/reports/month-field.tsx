import { Month } from '#contracts/periods.ts';
import parts from '../../parts/parts.module.css';
import css from './reports.module.css';

/** Which month a report is about. */
export function MonthField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label>
      Month of posting{' '}
      <input
        className={`${parts['input']} ${css['day']}`}
        type="month"
        value={value}
        aria-invalid={!Month.safeParse(value).success}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
