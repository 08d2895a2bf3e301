import { Instant, type PlainDate } from '#contracts/dates.ts';
import {
  paymentMethods,
  type MethodTotal,
  type PaymentBatchEntry,
  type PaymentItem,
} from '#contracts/payment-batch.ts';
import type { PeriodBook } from '#contracts/periods.ts';
import type { Practice } from '#contracts/practice.ts';
import { addDays } from '../calendar/plain-date.ts';
import { formatDollars, subtractCents, sumCents } from '../money/cents.ts';
import { checkRemittance } from '../remittance/check-remittance.ts';
import type { Remittance835 } from '../x12/guides/005010X221A1-835/model.ts';
import { X12WriteRefused } from '../x12/write-transaction.ts';
import { holdsCardNumber } from './card-number.ts';
import { paperFile, paperRemittance } from './paper-remittance.ts';

/**
 * What keeps a batch from being posted, a sentence each: totals that are not those that were stated before, payers that
 * the practice does not have, and payments that do not balance. A batch with any of it posts nothing.
 */
export function batchProblems(entry: PaymentBatchEntry, practice: Practice): string[] {
  return [
    ...controlProblems(entry),
    ...entry.items.flatMap((item, index) =>
      itemProblems(item, practice).map((problem) => `Item ${index + 1}: ${problem}`),
    ),
    ...repeatedChecks(entry),
  ];
}

function controlProblems({ control, items }: PaymentBatchEntry): string[] {
  const foundCents = sumCents(items, ({ amountCents }) => amountCents);
  return [
    ...(items.length === control.count
      ? []
      : [`The batch states ${control.count} items and holds ${items.length}.`]),
    ...(foundCents === control.amountCents
      ? []
      : [
          `The batch states ${formatDollars(control.amountCents)} and its items make ${formatDollars(foundCents)}; the difference is ${formatDollars(subtractCents(foundCents, control.amountCents))}.`,
        ]),
  ];
}

function itemProblems(item: PaymentItem, practice: Practice): string[] {
  const payerId = item.kind === 'patient-payment' ? undefined : item.payerId;
  const unknown =
    payerId === undefined || practice.payers.some((payer) => payer.payerId === payerId)
      ? []
      : [
          `the practice has no payer ${payerId}; it has ${practice.payers.map((payer) => payer.payerId).join(', ')}.`,
        ];
  if (item.kind !== 'payer-payment') {
    return [...unknown, ...cardNumberProblems(item)];
  }
  const remittance = paperRemittance(item, practice);
  const check = checkRemittance(remittance);
  return [
    ...unknown,
    ...(check.outcome === 'balanced' ? notWritable(remittance, practice) : check.differences),
  ];
}

/** Nothing that may be the number of a patient's card is kept, wherever it was typed. */
function cardNumberProblems(item: Exclude<PaymentItem, { kind: 'payer-payment' }>): string[] {
  const texts = [
    ...(item.number === undefined || item.method === 'eft' ? [] : [item.number]),
    ...(item.kind === 'unapplied' ? [item.words] : []),
  ];
  return texts.some(holdsCardNumber)
    ? [
        'what was typed may be the number of a card, and none is kept. Type the number of the slip that the card terminal printed.',
      ]
    : [];
}

/** What of a paper cannot stand in an 835, found out before anything is posted. */
function notWritable(remittance: Remittance835, practice: Practice): string[] {
  try {
    paperFile(remittance, practice, Instant.parse(`${remittance.payment.date}T00:00:00.000Z`));
    return [];
  } catch (error) {
    if (error instanceof X12WriteRefused) {
      return [error.message];
    }
    throw error;
  }
}

/** The same check typed twice into one batch. */
function repeatedChecks({ items }: PaymentBatchEntry): string[] {
  const seen = new Map<string, number>();
  return items.flatMap((item, index) => {
    if (item.kind !== 'payer-payment') {
      return [];
    }
    const key = `${item.payerId} ${item.number}`;
    const first = seen.get(key);
    seen.set(key, first ?? index + 1);
    return first === undefined
      ? []
      : [`Item ${index + 1}: the payment ${item.number} of ${item.payerId} is item ${first} already.`];
  });
}

/** Why nothing may be entered into a day by hand; undefined where something may. */
export function postingDayFault(
  day: PlainDate,
  {
    firstDay,
    today,
    book,
  }: { readonly firstDay: PlainDate; readonly today: PlainDate; readonly book: PeriodBook },
): string | undefined {
  const open =
    book.closedThrough === undefined || book.closedThrough < firstDay
      ? firstDay
      : addDays(book.closedThrough, 1);
  if (day > today) {
    return `The posting date ${day} is yet to come; today is ${today}.`;
  }
  if (day < firstDay) {
    return `The posting date ${day} is before the books of the practice begin, on ${firstDay}.`;
  }
  return day < open
    ? `The posting date ${day} is closed. The first open day is ${open}; a manager may ask for ${day} to be opened again, which another manager confirms.`
    : undefined;
}

/** What came by each method. */
export function methodTotals(items: readonly PaymentItem[]): MethodTotal[] {
  return paymentMethods.flatMap((method) => {
    const found = items.filter((item) => item.method === method);
    return found.length === 0
      ? []
      : [{ method, count: found.length, amountCents: sumCents(found, ({ amountCents }) => amountCents) }];
  });
}
