import { DiagnosisCode, Modifier, ProcedureCode } from '#contracts/encounter.ts';
import type { CodeSort } from './session-codes.ts';

const schemas = { diagnosis: DiagnosisCode, procedure: ProcedureCode, modifier: Modifier } as const;

/** Whether a text is a whole code of its sort, whatever tables say of it. */
export function isCode(sort: CodeSort, text: string): boolean {
  return schemas[sort].safeParse(text.toUpperCase()).success;
}

/** What a code begins with; words do not. */
const beginnings: Readonly<Record<CodeSort, RegExp>> = {
  diagnosis: /^[A-Z]\d[0-9A-Z.]*$/i,
  procedure: /^(?:\d[0-9A-Z]*|[A-Z]\d[0-9A-Z]*)$/i,
  modifier: /^[0-9A-Z]{1,2}$/i,
};

/** Whether somebody types a code and not words. */
export function isBegunCode(sort: CodeSort, text: string): boolean {
  return beginnings[sort].test(text);
}

/** What is typed, its codes in capitals and its words as they are. */
export function asTyped(sort: CodeSort, text: string): string {
  return isBegunCode(sort, text.trim()) ? text.toUpperCase() : text;
}

/** The word at the end of a text of several codes: what is looked for while it is typed. */
export function lastOf(text: string): string {
  return text.split(/[\s,]+/).at(-1) ?? '';
}

/** The text with a code in the place of its last word. */
export function withLast(text: string, code: string): string {
  const others = text.split(/[\s,]+/).slice(0, -1);
  return [...others, code].join(' ');
}
