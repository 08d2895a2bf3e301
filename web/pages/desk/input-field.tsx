import css from '../../forms/fields/fields.module.css';

interface InputFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputMode?: 'text' | 'decimal' | 'numeric';
}

/** One line of text with its label, outside of the forms that are made of a schema. */
export function InputField({ id, label, hint, value, onChange, inputMode = 'text' }: InputFieldProps) {
  return (
    <div className={css['field']}>
      <label htmlFor={id} className={css['label']}>
        {label}
      </label>
      <input
        id={id}
        className={css['input']}
        autoComplete="off"
        inputMode={inputMode}
        value={value}
        {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })}
        onChange={({ target }) => onChange(target.value)}
      />
      {hint !== undefined && (
        <span id={`${id}-hint`} className={css['hint']}>
          {hint}
        </span>
      )}
    </div>
  );
}
