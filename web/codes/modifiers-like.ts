import { seedModifiers } from '#domain/code-sets/seed-modifiers.ts';
import type { KnownCode } from './session-codes.ts';

/** How many codes are offered. */
export const listed = 12;

export interface CodeOption extends KnownCode {
  /** A heading is there to choose below it. */
  readonly isBillable: boolean;
  /** Under which words the list shows it. */
  readonly group?: string;
}

/** Modifiers by the beginning of their code, then by their words; those offered for the line first. */
export function modifiersLike(text: string, offered: readonly CodeOption[]): readonly CodeOption[] {
  const wanted = text.toLowerCase();
  const known: readonly CodeOption[] = [
    ...offered,
    ...seedModifiers
      .filter(({ code }) => offered.every((option) => option.code !== code))
      .map(({ code, label }) => ({ code, label, isBillable: true })),
  ];
  const byCode = known.filter(({ code }) => code.toLowerCase().startsWith(wanted));
  const byWords = known.filter(
    (option) =>
      !byCode.includes(option) &&
      wanted.split(/\s+/).every((word) => option.label.toLowerCase().includes(word)),
  );
  return [...byCode, ...byWords].slice(0, listed);
}

/** What a modifier means, in a few words; undefined where it is none that is known. */
export function modifierWords(modifier: string): string | undefined {
  return seedModifiers.find(({ code }) => code === modifier)?.label;
}
