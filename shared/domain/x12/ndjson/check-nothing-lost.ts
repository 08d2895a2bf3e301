import type { Delimiters, Envelope } from '#domain/x12/interchange.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { writeGroups } from '#domain/x12/write-interchange.ts';
import { withoutAccents, type WrittenTransaction } from '#domain/x12/write-transaction.ts';
import type { CollectedTransaction } from './collect-interchanges.ts';
import { describe, type LineFault, LinesRefused } from './line-fault.ts';

/** An envelope for a transaction that is only read again. */
const anyHeader = { date: '2000-01-01', time: '0000', senderCode: 'AA', receiverCode: 'BB' };
const anyEnvelope: Envelope = {
  ...anyHeader,
  senderQualifier: 'ZZ',
  senderId: 'AA',
  receiverQualifier: 'ZZ',
  receiverId: 'BB',
  usageIndicator: 'T',
};

/**
 * Reads what was written and compares it with what the lines say, so that nothing is left out without a word: a sixth
 * remark code where the segment has room for five, or an identifier in a list that does not carry it.
 *
 * Errors: {@link LinesRefused}, naming line and path.
 */
export function checkNothingLost(
  transaction: CollectedTransaction,
  written: WrittenTransaction,
  delimiters: Required<Delimiters>,
): void {
  const { format, line, frame, parts, partLines } = transaction;
  const text = writeGroups({
    envelope: { ...anyEnvelope, delimiters },
    controlNumber: 1,
    groups: [{ ...anyHeader, controlNumber: '1', transactions: [written] }],
    acknowledgements: [],
  });
  const [again] = readInterchanges(new TextEncoder().encode(text))
    .interchanges.flatMap((interchange) => interchange.groups)
    .flatMap((group) => group.transactions);
  if (again === undefined)
    throw new Error(`The transaction ${written.controlNumber} was written and not read`);
  const model = format.read(again);
  // The writer may have been given another control number than the model repeats.
  const said = format.hasControlNumber ? { ...frame, controlNumber: written.controlNumber } : frame;
  const same = sameText(delimiters);
  refuseLoss(line, firstLoss(said, model.frame, 'model', same));
  for (const [index, part] of parts.entries()) {
    refuseLoss(partLines[index] ?? line, firstLoss(part, model.parts[index], 'part', same));
  }
}

interface Loss {
  readonly path: string;
  readonly given: unknown;
  readonly again: unknown;
}

function refuseLoss(line: number, loss: Loss | undefined): void {
  if (loss === undefined) return;
  const fault: LineFault = {
    line,
    path: loss.path,
    found: describe(loss.given),
    expected: `what the transaction can carry in this place; it would say ${describe(loss.again)}`,
    howToFix: 'Say it in the field that is meant for it, or leave it out.',
  };
  throw new LinesRefused([fault]);
}

/** Accents are folded when written, and delimiters inside a copy of foreign text give way. */
function sameText(delimiters: Required<Delimiters>): (given: string, again: string) => boolean {
  const signs = new Set(Object.values(delimiters));
  const plain = (text: string): string =>
    Array.from(withoutAccents(text))
      .filter((sign) => sign > ' ' && sign <= '~' && !signs.has(sign))
      .join('');
  return (given, again) => given === again || plain(given) === plain(again);
}

/** The first value that is given and is not there again; what is there in addition is no loss. */
function firstLoss(
  given: unknown,
  again: unknown,
  path: string,
  same: (given: string, again: string) => boolean,
): Loss | undefined {
  if (given === undefined || given === '') return undefined;
  if (typeof given === 'string' && typeof again === 'string') {
    return same(given, again) ? undefined : { path, given, again };
  }
  if (Array.isArray(given)) {
    if (!Array.isArray(again)) return given.length === 0 ? undefined : { path, given, again };
    // Adjustments are written by group.
    const [ours, theirs] = path.endsWith('.adjustments')
      ? [inOneOrder(given), inOneOrder(again)]
      : [given, again];
    for (const [index, entry] of ours.entries()) {
      const loss = firstLoss(entry, theirs[index], `${path}[${index}]`, same);
      if (loss !== undefined) return loss;
    }
    return undefined;
  }
  if (typeof given === 'object' && given !== null) {
    if (typeof again !== 'object' || again === null) return { path, given, again };
    const found = new Map(Object.entries(again));
    for (const [key, value] of Object.entries(given)) {
      const loss = firstLoss(value, found.get(key), `${path}.${key}`, same);
      if (loss !== undefined) return loss;
    }
    return undefined;
  }
  return given === again ? undefined : { path, given, again };
}

function inOneOrder(entries: readonly unknown[]): unknown[] {
  return entries
    .map((entry) => ({ entry, key: JSON.stringify(entry) }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ entry }) => entry);
}
