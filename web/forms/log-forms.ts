import { DollarText } from '#contracts/cents.ts';
import { LogContent } from '#contracts/contact-log.ts';
import type * as z from 'zod';

const [note, call, letter] = LogContent.options;
const promisedAmount = DollarText.optional();

/** A form for each kind of entry: people write dollars, and the log keeps cents. */
export const logForms = {
  note: note.omit({ kind: true }),
  call: call.omit({ kind: true, promisedCents: true }).extend({ promisedAmount }),
  letter: letter.omit({ kind: true, promisedCents: true }).extend({ promisedAmount }),
} as const;
export type LogKind = keyof typeof logForms;

/** What is handed in for a form that was filled in. */
export function contentOf(
  kind: LogKind,
  form: Readonly<Record<string, unknown>>,
): z.input<typeof LogContent> {
  const { promisedAmount: promisedCents, ...rest } = form;
  const content: Readonly<Record<string, unknown>> = {
    kind,
    ...rest,
    ...(promisedCents === undefined ? {} : { promisedCents }),
  };
  return content as z.input<typeof LogContent>;
}
