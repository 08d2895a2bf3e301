import type { PlainDate } from '#contracts/dates.ts';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useDesk } from '../api/use-api.tsx';
import fields from '../forms/fields/fields.module.css';
import { asTyped, isBegunCode, lastOf, withLast } from './code-text.ts';
import css from './codes.module.css';
import type { CodeSort } from './session-codes.ts';
import type { CodeOption } from './modifiers-like.ts';
import { useCodeOptions } from './use-code-search.ts';

interface CodeFieldProps {
  readonly sort: CodeSort;
  readonly label: string;
  /** As it is typed; several codes stand in it with spaces between, where it takes several. */
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** The day of service: only codes that were in force on it are offered. */
  readonly on: PlainDate;
  readonly id?: string;
  readonly describedBy?: string | undefined;
  readonly isWrong?: boolean;
  readonly takesSeveral?: boolean;
  readonly placeholder?: string;
  /** Offered before all others. */
  readonly offered?: readonly CodeOption[];
  /** Enter, where no code of the list is chosen by it. */
  readonly onEnter?: () => void;
  readonly onKey?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** What a combobox opens has these roles and cannot be a select: it has no focus, and its rows have several parts. */
const listbox = { role: 'listbox' } as const;
const optionRole = { role: 'option' } as const;

const noCodes: readonly CodeOption[] = [];

/**
 * A field for a code that also finds codes by words. The first of the codes found is chosen by Enter or Tab where words
 * were typed; a code that was typed stays as it is unless another is chosen with the arrow keys.
 */
export function CodeField({
  sort,
  label,
  value,
  onValue,
  on,
  id,
  describedBy,
  isWrong = false,
  takesSeveral = false,
  placeholder,
  offered = noCodes,
  onEnter,
  onKey,
}: CodeFieldProps) {
  const { codes } = useDesk().drafts;
  const list = useId();
  const [isOpen, setOpen] = useState(false);
  const [pointed, setPointed] = useState<{ readonly at: number; readonly of: readonly CodeOption[] }>();
  const typed = takesSeveral ? lastOf(value) : value;
  const { options, areCurrent, error } = useCodeOptions(sort, typed, on, isOpen, offered);
  const isWords = typed.trim() !== '' && !isBegunCode(sort, typed.trim());
  const chosenByItself = isWords && areCurrent && options.length > 0 ? 0 : undefined;
  const at = pointed?.of === options ? pointed.at : chosenByItself;
  // A whole code that is the only one found says nothing that its field does not.
  const isFoundAlready = options.every(({ code }) => code === typed.trim());
  const isShown =
    isOpen &&
    (options.length === 0 || !isFoundAlready) &&
    (options.length > 0 || (typed.trim() !== '' && areCurrent && isWords));
  const optionId = (index: number) => `${list}-${index}`;

  const close = () => {
    setOpen(false);
    setPointed(undefined);
  };
  const take = (option: CodeOption) => {
    onValue(takesSeveral ? withLast(value, option.code) : option.code);
    codes.remember(sort, option);
    close();
  };
  const point = (step: number) => {
    const from = at ?? (step > 0 ? -1 : 0);
    setPointed({ at: (from + step + options.length) % Math.max(options.length, 1), of: options });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const option = at === undefined ? undefined : options[at];
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (hasModifier) {
      if (event.key.toLowerCase() === 'b' && !event.altKey && option !== undefined && isShown) {
        event.preventDefault();
        codes.toggleFavorite(sort, option);
      }
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (isOpen) {
        point(event.key === 'ArrowDown' ? 1 : -1);
      } else {
        setOpen(true);
      }
      return;
    } else if (event.key === 'Escape' && isShown) {
      event.preventDefault();
      close();
      return;
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isShown && option !== undefined) {
        take(option);
      } else if (!isWords) {
        close();
        onEnter?.();
      }
      return;
    } else if (event.key === 'Tab' && isShown && option !== undefined && !event.shiftKey) {
      take(option);
      return;
    }
    onKey?.(event);
  };

  return (
    <>
      <input
        id={id}
        className={isWords || value === '' ? fields['input'] : `${fields['input']} ${fields['capitals']}`}
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={isShown ? list : undefined}
        aria-activedescendant={isShown && at !== undefined ? optionId(at) : undefined}
        aria-invalid={isWrong}
        aria-describedby={describedBy}
        data-open={isShown}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => {
          onValue(takesSeveral ? target.value.toUpperCase() : asTyped(sort, target.value));
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {isShown && (
        <CodeList
          id={list}
          label={`${label}, codes found`}
          sort={sort}
          options={options}
          at={at}
          isFailed={error !== undefined}
          optionId={optionId}
          onTake={take}
        />
      )}
    </>
  );
}

interface CodeListProps {
  readonly id: string;
  readonly label: string;
  readonly sort: CodeSort;
  readonly options: readonly CodeOption[];
  readonly at: number | undefined;
  readonly isFailed: boolean;
  readonly optionId: (index: number) => string;
  readonly onTake: (option: CodeOption) => void;
}

/** The codes found, in the layer above everything and under the field. */
function CodeList({ id, label, sort, options, at, isFailed, optionId, onTake }: CodeListProps) {
  const { codes } = useDesk().drafts;
  const box = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.showPopover(), []);
  useEffect(() => {
    if (at !== undefined) {
      rows.current?.children[at]?.scrollIntoView({ block: 'nearest' });
    }
  }, [at]);
  return (
    <div ref={box} className={css['box']} popover="manual">
      <div ref={rows} id={id} className={css['list']} {...listbox} aria-label={label}>
        {options.map((option, index) => (
          <div
            key={`${option.group} ${option.code}`}
            id={optionId(index)}
            className={css['option']}
            {...optionRole}
            aria-selected={index === at}
            tabIndex={-1}
            // The field keeps the focus: its blur would close the list before the click.
            onPointerDown={(event) => {
              event.preventDefault();
              onTake(option);
            }}
          >
            <code>{option.code}</code>
            <span>{option.label}</span>
            <small>
              {option.isBillable ? (option.group ?? '') : 'Heading'}
              {codes.isFavorite(sort, option.code) && ' ★'}
            </small>
          </div>
        ))}
      </div>
      <p className={css['foot']}>
        {isFailed
          ? 'The codes cannot be searched right now.'
          : options.length === 0
            ? 'No code has these words. Try fewer, or others.'
            : '↵ takes it · Ctrl B keeps it at hand'}
      </p>
    </div>
  );
}
