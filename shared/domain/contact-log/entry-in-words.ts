import type { dialledNumbers, LogContent, LogEntry, logParties } from '#contracts/contact-log.ts';
import { formatDollars } from '../money/cents.ts';

/** Whom a call or a letter was with. */
export const partyWords: Readonly<Record<(typeof logParties)[number], string>> = {
  payer: 'the payer',
  clearinghouse: 'the clearinghouse',
  patient: 'the patient',
  guarantor: 'the guarantor',
  provider: 'the provider',
  other: 'somebody else',
};

/** Which number was dialled. */
export const dialledWords: Readonly<Record<(typeof dialledNumbers)[number], string>> = {
  'provider-services': 'provider services',
  claims: 'the claims department',
  appeals: 'the appeals department',
  eligibility: 'the eligibility line',
  enrollment: 'provider enrollment',
  'electronic-claims-help': 'the help desk for electronic claims',
  'patient-home': 'the home number',
  'patient-mobile': 'the mobile number',
  other: 'another number',
};

/** What was noted, in one sentence or a few: who spoke with whom, under which number, what was said and promised. */
export function entryInWords({ content, followUp }: Pick<LogEntry, 'content' | 'followUp'>): string {
  const head = headOf(content);
  return [
    head === undefined ? sentence(content.text) : `${head}: ${sentence(content.text)}`,
    promiseInWords(content),
    followUp === undefined ? undefined : `Follow-up date: ${followUp.on}.`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** What the other side said it would do, and until when; undefined where it promised nothing. */
export function promiseInWords(content: LogContent): string | undefined {
  if (content.kind === 'note') {
    return undefined;
  }
  const { promised, promisedCents, promisedBy } = content;
  if (promised === undefined && promisedCents === undefined && promisedBy === undefined) {
    return undefined;
  }
  const what = [promised, promisedCents === undefined ? undefined : formatDollars(promisedCents)].filter(
    (part) => part !== undefined,
  );
  const until = promisedBy === undefined ? '' : ` by ${promisedBy}`;
  return `Promised${what.length === 0 ? ' an answer' : `: ${what.join(', ')}`}${until}.`;
}

/** Names the entry in half a sentence, as a task refers to it. */
export function entryInShort({ content, at }: Pick<LogEntry, 'content' | 'at'>): string {
  const on = at.slice(0, 10);
  switch (content.kind) {
    case 'note':
      return `the note of ${on}`;
    case 'call':
      return `the call with ${partyWords[content.with]} of ${on}`;
    case 'letter':
      return `the letter ${content.direction === 'sent' ? 'to' : 'from'} ${partyWords[content.with]} of ${on}`;
  }
}

function headOf(content: LogContent): string | undefined {
  if (content.kind === 'note') {
    return undefined;
  }
  const whom = partyWords[content.with];
  if (content.kind === 'letter') {
    const reference = content.letterReference === undefined ? '' : `, number ${content.letterReference}`;
    return content.direction === 'sent'
      ? `Wrote to ${whom}${reference}`
      : `${capital(whom)} wrote${reference}`;
  }
  const details = [
    content.dialled === undefined ? undefined : dialledWords[content.dialled],
    content.representative === undefined ? undefined : `spoke with ${content.representative}`,
    content.callReference === undefined ? undefined : `call reference ${content.callReference}`,
  ].filter((part) => part !== undefined);
  const rest = details.length === 0 ? '' : ` (${details.join(', ')})`;
  return content.direction === 'we-called' ? `Called ${whom}${rest}` : `${capital(whom)} called${rest}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
