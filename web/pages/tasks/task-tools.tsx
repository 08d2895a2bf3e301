import type { Task } from '#contracts/task.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import { useMemo, useState, type RefObject } from 'react';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button, Key } from '../../parts/button.tsx';
import parts from '../../parts/parts.module.css';
import { roundDollars } from '../../words/dollars.ts';
import { taskWords } from '../../words/task-words.ts';
import { isAmong, isWorthSaving, savedFilters, toggleSaved } from './saved-filters.ts';
import {
  dueChoices,
  dueWords,
  listChoices,
  listWords,
  nameOf,
  ownerChoices,
  ownerWords,
  searchOf,
  sortChoices,
  sortWords,
  type TaskFilter,
} from './task-filter.ts';
import css from './tasks.module.css';

const amounts = [0, 100, 500, 1000, 5000];

interface TaskToolsProps {
  readonly tasks: readonly Task[];
  readonly filter: TaskFilter;
  readonly onFilter: (filter: TaskFilter) => void;
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

/** Search, filters and order of the queue, and the filters that the person keeps at hand. */
export function TaskTools({ tasks, filter, onFilter, words, onWords, searchField }: TaskToolsProps) {
  return (
    <search className={css['tools']} aria-label="Tasks">
      <div className={css['search']}>
        <input
          ref={searchField}
          className={parts['input']}
          type="search"
          aria-label="Search the list"
          placeholder="Search why, claim, kind"
          autoComplete="off"
          value={words}
          onChange={({ target }) => onWords(target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' || event.key === 'Enter') {
              event.preventDefault();
              event.currentTarget.blur();
            }
          }}
        />
        {words === '' && <Key of="/" />}
      </div>
      <KindMenu tasks={tasks} kinds={filter.kinds} onKinds={(kinds) => onFilter({ ...filter, kinds })} />
      <Choice
        label="Due"
        value={filter.due}
        choices={dueChoices}
        words={dueWords}
        onChoose={(due) => onFilter({ ...filter, due })}
      />
      <Choice
        label="Whose"
        value={filter.owner}
        choices={ownerChoices}
        words={ownerWords}
        onChoose={(owner) => onFilter({ ...filter, owner })}
      />
      <select
        className={parts['select']}
        aria-label="Dollars at stake"
        value={filter.fromDollars}
        onChange={({ target }) => onFilter({ ...filter, fromDollars: Number(target.value) })}
      >
        {[...new Set([...amounts, filter.fromDollars])].map((amount) => (
          <option key={amount} value={amount}>
            {amount === 0 ? 'Any amount' : `From ${roundDollars(amount * 100)}`}
          </option>
        ))}
      </select>
      <Choice
        label="Order"
        value={filter.sort}
        choices={sortChoices}
        words={sortWords}
        onChoose={(sort) => onFilter({ ...filter, sort })}
      />
      <Choice
        label="List"
        value={filter.list}
        choices={listChoices}
        words={listWords}
        onChoose={(list) => onFilter({ ...filter, list })}
      />
      <SavedFilters filter={filter} onFilter={onFilter} />
    </search>
  );
}

interface ChoiceProps<Option extends string> {
  readonly label: string;
  readonly value: Option;
  readonly choices: readonly Option[];
  readonly words: Readonly<Record<Option, string>>;
  readonly onChoose: (option: Option) => void;
}

function Choice<Option extends string>({ label, value, choices, words, onChoose }: ChoiceProps<Option>) {
  return (
    <select
      className={parts['select']}
      aria-label={label}
      value={value}
      onChange={({ target }) => {
        const chosen = choices.find((choice) => choice === target.value);
        if (chosen !== undefined) {
          onChoose(chosen);
        }
      }}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {words[choice]}
        </option>
      ))}
    </select>
  );
}

interface KindMenuProps {
  readonly tasks: readonly Task[];
  readonly kinds: readonly TaskKind[];
  readonly onKinds: (kinds: TaskKind[]) => void;
}

/** The kinds that there are tasks of, each with how many. */
function KindMenu({ tasks, kinds, onKinds }: KindMenuProps) {
  const counts = useMemo(() => Map.groupBy(tasks, ({ kind }) => kind), [tasks]);
  const options = [...new Set([...counts.keys(), ...kinds])].toSorted((one, other) =>
    taskWords[one].name.localeCompare(taskWords[other].name),
  );
  const [first] = kinds;
  const label =
    first === undefined ? 'All kinds' : kinds.length === 1 ? taskWords[first].name : `${kinds.length} kinds`;
  return (
    <MenuTrigger>
      <Button label={`Kinds: ${label}`}>{label} ▾</Button>
      <Popover>
        <Menu
          className={css['menu'] ?? ''}
          aria-label="Kinds of tasks"
          selectionMode="multiple"
          selectedKeys={kinds}
          onSelectionChange={(chosen) =>
            onKinds(options.filter((kind) => chosen === 'all' || chosen.has(kind)))
          }
        >
          {options.map((kind) => (
            <MenuItem key={kind} id={kind} className={css['menuItem'] ?? ''} textValue={taskWords[kind].name}>
              <span>{taskWords[kind].name}</span>
              <span>{counts.get(kind)?.length ?? 0}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Filters at hand, under the keys 1 to 9. */
function SavedFilters({
  filter,
  onFilter,
}: {
  readonly filter: TaskFilter;
  readonly onFilter: (filter: TaskFilter) => void;
}) {
  const { me, practice } = useDesk();
  const [saved, setSaved] = useState(() => savedFilters(localStorage, practice.practiceId, me.user));
  const toggle = (which: TaskFilter) =>
    setSaved(toggleSaved(localStorage, practice.practiceId, me.user, which));
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () =>
        saved.map((known, index) => ({
          keys: String(index + 1),
          does: nameOf(known),
          group: 'Saved filters',
          run: () => onFilter(known),
        })),
      [saved, onFilter],
    ),
  );
  const canSave = isWorthSaving(filter) && !isAmong(saved, filter);
  if (saved.length === 0 && !canSave) {
    return null;
  }
  return (
    <fieldset className={css['saved']} aria-label="Saved filters">
      {saved.map((known, index) => (
        <span
          key={searchOf(known)}
          className={css['savedFilter']}
          data-chosen={searchOf(known) === searchOf(filter)}
        >
          <button type="button" onClick={() => onFilter(known)}>
            <Key of={String(index + 1)} /> {nameOf(known)}
          </button>
          <button
            type="button"
            aria-label={`Forget the filter ${nameOf(known)}`}
            onClick={() => toggle(known)}
          >
            ✕
          </button>
        </span>
      ))}
      {canSave && (
        <Button isSmall look="quiet" onPress={() => toggle(filter)}>
          Save “{nameOf(filter)}”
        </Button>
      )}
    </fieldset>
  );
}
