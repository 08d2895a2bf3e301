import type { SearchableKind } from '#contracts/code-sets.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { codeRoutes } from '#contracts/staff-api/codes.ts';
import { withDot } from '#domain/code-sets/code-tables.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { routeNamed } from '../api/api-client.ts';
import { useDesk } from '../api/use-api.tsx';
import { isCode } from './code-text.ts';
import { listed, modifiersLike, modifierWords, type CodeOption } from './modifiers-like.ts';
import type { CodeSort } from './session-codes.ts';

const searchCodes = routeNamed(codeRoutes, 'search-codes');

/** So long a person may type before the server is asked. */
const settleMilliseconds = 140;
/** Editions are loaded a few times a year. */
const freshMilliseconds = 10 * 60_000;

/** A value, once it has not changed for a moment. */
export function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

export interface CodeOptions {
  readonly options: readonly CodeOption[];
  /** Whether they are for what is typed now, and not for what was typed a moment ago. */
  readonly areCurrent: boolean;
  readonly error: unknown;
}

/** Codes that what is typed may mean on a day of service; where nothing is typed, those at hand. */
export function useCodeOptions(
  sort: CodeSort,
  typed: string,
  on: PlainDate,
  isAsked: boolean,
  offered: readonly CodeOption[] = [],
): CodeOptions {
  const atHand = useAtHand(sort);
  const words = useSettled(typed.trim(), settleMilliseconds);
  const asksServer = isAsked && words !== '' && sort !== 'modifier';
  const answer = useFoundCodes(sort, words, on, asksServer, listed);
  return useMemo(() => {
    const text = typed.trim();
    if (text === '') {
      const { favorites, recent } = atHand;
      const others = recent.filter(({ code }) => favorites.every((kept) => kept.code !== code));
      return {
        options: [
          ...offered,
          ...favorites.map((code) => ({ ...code, isBillable: true, group: 'At hand' })),
          ...others.map((code) => ({ ...code, isBillable: true, group: 'Taken lately' })),
        ],
        areCurrent: true,
        error: undefined,
      };
    }
    if (sort === 'modifier') {
      return { options: modifiersLike(text, offered), areCurrent: true, error: undefined };
    }
    return {
      options: answer.data ?? [],
      areCurrent: words === text && answer.isSuccess && !answer.isPlaceholderData,
      error: answer.error ?? undefined,
    };
  }, [
    typed,
    words,
    sort,
    offered,
    atHand,
    answer.data,
    answer.error,
    answer.isSuccess,
    answer.isPlaceholderData,
  ]);
}

function useAtHand(sort: CodeSort) {
  const { codes } = useDesk().drafts;
  return useSyncExternalStore(codes.subscribe, () => codes.atHand(sort));
}

const kindsOf: Readonly<Record<Exclude<CodeSort, 'modifier'>, readonly SearchableKind[]>> = {
  diagnosis: ['icd-10-cm'],
  procedure: ['cpt', 'hcpcs'],
};

interface FoundOption extends CodeOption {
  /** `seed` for the codes that come with the program. */
  readonly edition: string;
}

function useFoundCodes(sort: CodeSort, words: string, on: PlainDate, isAsked: boolean, limit: number) {
  const { api, practice } = useDesk();
  const { practiceId } = practice;
  const kinds = sort === 'modifier' ? [] : kindsOf[sort];
  return useQuery({
    queryKey: ['code-search', practiceId, sort, words, on, limit],
    queryFn: async ({ signal }): Promise<readonly FoundOption[]> => {
      const answers = await Promise.all(
        kinds.map(
          async (kind) => await api.call(searchCodes, { practiceId }, { words, kind, on, limit }, { signal }),
        ),
      );
      return answers
        .flatMap(({ found }) => found)
        .flatMap(({ kind, edition, codes }) =>
          codes.map(({ code, label, isBillable }) => ({
            code: kind === 'icd-10-cm' ? withDot(code) : code,
            label,
            isBillable,
            edition,
          })),
        );
    },
    enabled: isAsked,
    staleTime: freshMilliseconds,
    placeholderData: keepPreviousData,
  });
}

/** What is known of a code on a day of service. */
export type CodeMeaning =
  | {
      readonly state: 'known';
      readonly label: string;
      readonly isBillable: boolean;
      readonly edition: string;
    }
  | { readonly state: 'looked-for' }
  /** Not among the codes that are loaded: whether it exists nobody can say. */
  | { readonly state: 'not-loaded' }
  | { readonly state: 'nothing' };

/** What a code means on a day of service; nothing where it is no whole code yet. */
export function useCodeMeaning(sort: CodeSort, text: string, on: PlainDate): CodeMeaning {
  const code = text.trim().toUpperCase();
  const isWhole = isCode(sort, code);
  const answer = useFoundCodes(sort, code, on, isWhole && sort !== 'modifier', 3);
  if (!isWhole) {
    return { state: 'nothing' };
  }
  if (sort === 'modifier') {
    const label = modifierWords(code);
    return label === undefined
      ? { state: 'not-loaded' }
      : { state: 'known', label, isBillable: true, edition: 'seed' };
  }
  const plain = code.replace('.', '');
  const found = answer.data?.find((option) => option.code.replace('.', '') === plain);
  if (found !== undefined) {
    return { state: 'known', ...found };
  }
  return answer.isFetching || answer.isPlaceholderData ? { state: 'looked-for' } : { state: 'not-loaded' };
}
