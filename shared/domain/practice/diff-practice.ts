import type { Practice } from '#contracts/practice.ts';
import { canonicalJson } from '../identity/content-hash.ts';
import { keyFieldsOf, keyOf, keyTextOf } from './keyed-lists.ts';

/** One difference between two editions of a practice. */
export interface PracticeChange {
  readonly what: 'added' | 'removed' | 'changed';
  /** Down to the thing or field, entries of lists by their keys: `payers`, `JUNIP`, `filingLimitDays`. */
  readonly place: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What differs, entry by entry: a list whose entries have keys is compared by them, whatever their order. The edition is
 * no difference. No change at all: both say the same.
 */
export function diffPractice(before: Practice, after: Practice): PracticeChange[] {
  return diffObjects({ ...before, edition: 0 }, { ...after, edition: 0 }, [], '');
}

function diffObjects(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  place: readonly string[],
  listPath: string,
): PracticeChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) =>
    diffValues(before[name], after[name], [...place, name], listPath === '' ? name : `${listPath}.${name}`),
  );
}

function diffValues(
  before: unknown,
  after: unknown,
  place: readonly string[],
  listPath: string,
): PracticeChange[] {
  if (before === undefined && after === undefined) {
    return [];
  }
  if (before === undefined) {
    return [{ what: 'added', place, after }];
  }
  if (after === undefined) {
    return [{ what: 'removed', place, before }];
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const fields = keyFieldsOf(listPath);
    if (fields !== undefined) {
      return diffLists(before, after, fields, place, listPath);
    }
  }
  if (isObject(before) && isObject(after)) {
    return diffObjects(before, after, place, listPath);
  }
  return canonicalJson(before) === canonicalJson(after) ? [] : [{ what: 'changed', place, before, after }];
}

function diffLists(
  before: readonly unknown[],
  after: readonly unknown[],
  fields: readonly string[],
  place: readonly string[],
  listPath: string,
): PracticeChange[] {
  const later = new Map(after.map((entry) => [keyOf(entry, fields), entry]));
  const earlier = new Set(before.map((entry) => keyOf(entry, fields)));
  const kept = before.flatMap((entry): PracticeChange[] => {
    const now = later.get(keyOf(entry, fields));
    const inner = [...place, keyTextOf(entry, fields)];
    return now === undefined
      ? [{ what: 'removed', place: inner, before: entry }]
      : diffValues(entry, now, inner, listPath);
  });
  const added = after.flatMap((entry): PracticeChange[] =>
    earlier.has(keyOf(entry, fields))
      ? []
      : [{ what: 'added', place: [...place, keyTextOf(entry, fields)], after: entry }],
  );
  return [...kept, ...added];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `payers JUNIP: filingLimitDays 180 -> 120` */
export function changeSentence({ what, place, before, after }: PracticeChange): string {
  const thing = place.slice(0, -1).join(' ');
  const name = place.at(-1) ?? '';
  const where = thing === '' ? '' : `${thing}: `;
  switch (what) {
    case 'added':
      return `${where}${name} added${valueText(after)}`;
    case 'removed':
      return `${where}${name} removed${valueText(before)}`;
    case 'changed':
      return `${where}${name} ${shortText(before)} -> ${shortText(after)}`;
  }
}

function valueText(value: unknown): string {
  const text = shortText(value);
  return text === '' ? '' : ` (${text})`;
}

/** Values that fit a line; of a thing its name, of a list its length. */
function shortText(value: unknown): string {
  if (Array.isArray(value)) {
    return `${value.length} ${value.length === 1 ? 'entry' : 'entries'}`;
  }
  if (isObject(value)) {
    const said = ['name', 'lastName', 'to', 'amountCents', 'allowedCents', 'status', 'days']
      .map((field) => value[field])
      .filter((inner) => typeof inner === 'string' || typeof inner === 'number');
    return said.map(String).join(' ');
  }
  const text = String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** More sentences than this are nothing to read: what they are about is counted instead. */
const mostSentences = 200;

/** The changes as sentences; of more than 200, those to one list are counted in one. */
export function describeChanges(changes: readonly PracticeChange[]): string[] {
  if (changes.length <= mostSentences) {
    return changes.map(changeSentence);
  }
  const groups = new Map<string, PracticeChange[]>();
  for (const change of changes) {
    const list = groupOf(change);
    const grouped = groups.get(list);
    if (grouped === undefined) {
      groups.set(list, [change]);
    } else {
      grouped.push(change);
    }
  }
  return [...groups].flatMap(([list, grouped]) => {
    if (grouped.length <= 10) {
      return grouped.map(changeSentence);
    }
    const count = (what: PracticeChange['what']): string[] => {
      const many = grouped.filter((change) => change.what === what).length;
      return many === 0 ? [] : [`${many} ${what}`];
    };
    return [`${list}: ${[...count('added'), ...count('changed'), ...count('removed')].join(', ')}`];
  });
}

/** Prices change by the thousand; they are counted by their schedule or payer, everything else by its list. */
function groupOf({ place }: PracticeChange): string {
  const rows = place.findIndex((step) => step === 'rows' || step === 'contract');
  return place.slice(0, rows > 0 ? rows + 1 : 1).join(' ');
}
