import type { Address } from '#contracts/address.ts';
import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Statement, StatementVisit } from '#contracts/statement.ts';
import { formatDollars, negateCents, zeroCents } from '../money/cents.ts';

/** A piece of a printed statement, or of another page. Whoever prints it decides how it looks, not what it says. */
export type TextBlock =
  | { readonly kind: 'title' | 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'address'; readonly lines: readonly string[] }
  /** Pairs of a name and a value, such as the due date. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [name: string, value: string])[] }
  /** The last column holds amounts and is set to the right. `total` rows are set off. */
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      /** Points of the first columns; the next one takes what is left of the page. A date's, unless given. */
      readonly widths?: readonly number[];
      /** How many of the last columns hold amounts: one, unless given. */
      readonly amounts?: number;
      readonly rows: readonly { readonly cells: readonly string[]; readonly total?: boolean }[];
    };

const titles: Readonly<Record<Statement['notice'], string>> = {
  statement: 'Your statement',
  reminder: 'Reminder: your statement',
  'final-notice': 'Final notice',
};

/** Everything a statement prints, in order. */
export function statementBlocks(statement: Statement): TextBlock[] {
  const { practice, guarantor, amountDueCents, dueDate } = statement;
  return [
    { kind: 'address', lines: [practice.name, ...addressLines(practice.address), phoneText(practice.phone)] },
    { kind: 'title', text: titles[statement.notice] },
    { kind: 'address', lines: [guarantor.name, ...addressLines(guarantor.address)] },
    {
      kind: 'facts',
      rows: [
        ['Statement number', statement.statementNumber],
        ['Statement date', dateText(statement.statementDate)],
        ['Amount due', formatDollars(amountDueCents)],
        ['Due date', dateText(dueDate)],
        ['Tax ID', `${practice.taxId.slice(0, 2)}-${practice.taxId.slice(2)}`],
      ],
    },
    {
      kind: 'paragraph',
      text: `Please pay ${formatDollars(amountDueCents)} by ${dateText(dueDate)}.${
        statement.notice === 'final-notice'
          ? ' This is the last statement we send for a part of this amount; please call us if you cannot pay it.'
          : ''
      }`,
    },
    ...summaryBlocks(statement),
    ...statement.visits.flatMap((visit) => visitBlocks(visit)),
    ...waitingBlocks(statement),
    { kind: 'heading', text: 'How old the amounts are' },
    {
      kind: 'table',
      columns: ['Since the first statement', 'Amount'],
      rows: [
        amountRow('Up to 30 days', statement.aging.upTo30DaysCents),
        amountRow('31 to 60 days', statement.aging.upTo60DaysCents),
        amountRow('61 to 90 days', statement.aging.upTo90DaysCents),
        amountRow('More than 90 days', statement.aging.over90DaysCents),
      ],
    },
    { kind: 'heading', text: 'How to pay' },
    {
      kind: 'paragraph',
      text: `Send a check to ${practice.name} at the address above and write ${statement.statementNumber} on it, or call ${phoneText(
        practice.phone,
      )}.`,
    },
    {
      kind: 'paragraph',
      text: `If you cannot pay the whole amount at once, call the ${practice.billingContact.toLowerCase()}: we can talk about paying in parts and about financial assistance.`,
    },
    { kind: 'heading', text: 'If something looks wrong' },
    {
      kind: 'paragraph',
      text: `Call ${phoneText(practice.phone)} or write to the address above before the due date. Tell us the statement number, the visit, and what you think is wrong: the visit is not yours, the amount is wrong, or your insurance should pay. You can ask for an itemized copy at any time.`,
    },
  ];
}

function summaryBlocks({ previousBalanceCents, movements, amountDueCents }: Statement): TextBlock[] {
  return [
    { kind: 'heading', text: 'What changed since your last statement' },
    {
      kind: 'table',
      columns: ['', 'Amount'],
      rows: [
        amountRow('Previous balance', previousBalanceCents),
        ...movements.map((movement) => amountRow(movementText(movement), movement.amountCents)),
        { ...amountRow('Amount due', amountDueCents), total: true },
      ],
    },
  ];
}

const movementWords: Readonly<Record<Statement['movements'][number]['kind'], string>> = {
  'new-visit': 'New: visit',
  changed: 'Changed by a payment or by your insurance: visit',
  // Why, the list of what waits says: its insurance is at work, or the guarantor disputes it.
  'back-with-payer': 'Not asked for now: visit',
  'no-longer-owed': 'No longer owed: visit',
};

function movementText({ kind, serviceDate, patientName }: Statement['movements'][number]): string {
  const day = serviceDate === undefined ? '' : ` of ${dateText(serviceDate)}`;
  return `${movementWords[kind]}${day}${patientName === undefined ? '' : `, ${patientName}`}`;
}

function visitBlocks(visit: StatementVisit): TextBlock[] {
  const insurer = visit.insurerName ?? 'Insurance';
  const reductions: readonly (readonly [words: string, amountCents: Cents])[] = [
    [`${insurer} paid`, negateCents(visit.insurancePaidCents)],
    ['You paid', negateCents(visit.patientPaidCents ?? zeroCents)],
    [`Taken off by agreement with ${insurer}`, negateCents(visit.contractualCents)],
    ['Other reductions', negateCents(visit.otherReductionCents)],
    ['Settled in our former billing system', negateCents(visit.settledBeforeCents ?? zeroCents)],
  ];
  return [
    {
      kind: 'heading',
      text: `${dateText(visit.serviceDate)}: ${visit.patientName}, seen by ${visit.providerName}`,
    },
    {
      kind: 'table',
      columns: ['Date', 'Service', 'Amount'],
      rows: [
        ...visit.services.map(({ serviceDate, service, units, chargeCents }) => ({
          cells: [
            dateText(serviceDate),
            units === 1 ? service : `${service} (${units})`,
            formatDollars(chargeCents),
          ],
        })),
        ...reductions
          .filter(([, amountCents]) => amountCents !== 0)
          .map(([words, amountCents]) => ({ cells: ['', words, formatDollars(amountCents)] })),
        { cells: ['', 'You owe for this visit', formatDollars(visit.balanceCents)], total: true },
      ],
    },
    {
      kind: 'table',
      columns: ['Why you owe this', 'Amount'],
      rows: [
        ...visit.whyYouOwe.map(({ words, amountCents }) => amountRow(words, amountCents)),
        ...(visit.patientPaidCents === undefined
          ? []
          : [amountRow('Less what you paid', negateCents(visit.patientPaidCents))]),
      ],
    },
  ];
}

function waitingBlocks({ waiting }: Statement): TextBlock[] {
  return waiting.length === 0
    ? []
    : [
        { kind: 'heading', text: 'Not yet due' },
        ...waiting.map(({ serviceDate, patientName, words }): TextBlock => ({
          kind: 'paragraph',
          text: `${dateText(serviceDate)}, ${patientName}: ${words}`,
        })),
      ];
}

function amountRow(words: string, amountCents: Cents): { readonly cells: readonly string[] } {
  return { cells: [words, formatDollars(amountCents)] };
}

function addressLines({ line1, line2, city, state, zip }: Address): string[] {
  const zipText = zip.length === 9 ? `${zip.slice(0, 5)}-${zip.slice(5)}` : zip;
  return [line1, ...(line2 === undefined ? [] : [line2]), `${city}, ${state} ${zipText}`];
}

function phoneText(phone: string): string {
  return `(${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)}`;
}

/** `03/20/2026`, as people in the United States write it. */
function dateText(date: PlainDate): string {
  const [year, month, day] = date.split('-');
  return `${month}/${day}/${year}`;
}
