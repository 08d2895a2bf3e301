import { Instant } from '#contracts/dates.ts';
import type { PracticeId, UploadId } from '#contracts/identifiers.ts';
import type { PermitBook, PermitKind } from '#contracts/intake-permits.ts';

/** Uploads of one practice that are worked at the same time. */
export const permitsOf: Readonly<Record<PermitKind, number>> = { large: 2, small: 4 };
/** Bytes from which on an upload is large. */
const largeFromBytes = 1_000_000;
const leaseMinutes = 15;
const shortestWaitSeconds = 5;
const longestWaitSeconds = 60;
/** An upload that did not ask when it should is out of the line so much later. */
const patienceSeconds = 120;
/** Uploads of one kind that stand in line; one that comes later asks now and then until it finds a place. */
const longestLine = 50;

type Held = PermitBook['held'][number];
type Waiting = PermitBook['waiting'][number];

/** An upload that asks whether it may be worked now. */
export interface PermitRequest {
  readonly uploadId: UploadId;
  readonly sizeBytes: number;
  readonly registeredAt: Instant;
  /** The execution that asks. */
  readonly execution?: string;
  readonly at: Instant;
}

type PermitDecision =
  | { readonly book: PermitBook; readonly outcome: 'granted' }
  | { readonly book: PermitBook; readonly outcome: 'wait'; readonly waitSeconds: number };

/** The book of a practice of which no upload was worked yet. */
export function emptyPermitBook(practiceId: PracticeId): PermitBook {
  return { practiceId, version: 0, held: [], waiting: [] };
}

/** The uploads whose time has run out: whoever waits looks whether they are still worked. */
export function lapsedPermits(book: PermitBook, at: Instant): readonly Held[] {
  return book.held.filter(({ until }) => until <= at);
}

/**
 * Gives an upload a permit, or its place in the line. Asked again it keeps the permit that it holds, and its place.
 * The line moves in the order of registration; small and large uploads have a line each.
 *
 * @param stillWorked uploads of {@link lapsedPermits} whose execution runs; all others of them lose their permit.
 */
export function askForPermit(
  book: PermitBook,
  request: PermitRequest,
  stillWorked: ReadonlySet<UploadId>,
): PermitDecision {
  const { uploadId, registeredAt, at } = request;
  const kind: PermitKind = request.sizeBytes < largeFromBytes ? 'small' : 'large';
  const until = secondsLater(at, leaseMinutes * 60);
  const held = book.held
    .filter((one) => one.uploadId !== uploadId && (one.until > at || stillWorked.has(one.uploadId)))
    .map((one): Held => (one.until > at ? one : { ...one, until }));
  const waiting = book.waiting.filter(
    (one) => one.uploadId !== uploadId && secondsLater(one.askedAt, one.waitSeconds + patienceSeconds) > at,
  );
  const line = waiting.filter((one) => one.kind === kind);
  const before = line.filter((one) => isBefore(one, request)).length;
  const free = permitsOf[kind] - held.filter((one) => one.kind === kind).length;
  const holdsAlready = book.held.some((one) => one.uploadId === uploadId);
  if (holdsAlready || free > before) {
    const { execution } = request;
    const mine: Held = { uploadId, kind, ...(execution === undefined ? {} : { execution }), until };
    return { outcome: 'granted', book: { ...book, held: [...held, mine], waiting } };
  }
  const last = book.waiting.find((one) => one.uploadId === uploadId);
  const waitSeconds = waitOf(kind, before, last);
  const mine: Waiting = { uploadId, kind, registeredAt, askedAt: at, place: before, waitSeconds };
  if (line.length >= longestLine) {
    return { outcome: 'wait', waitSeconds: longestWaitSeconds, book: { ...book, held, waiting } };
  }
  const inLine = [...waiting, mine].toSorted((one, other) => (isBefore(one, other) ? -1 : 1));
  return { outcome: 'wait', waitSeconds, book: { ...book, held, waiting: inLine } };
}

/** Takes the permit back, or the place in the line. Given back twice it changes nothing. */
export function giveBackPermit(book: PermitBook, uploadId: UploadId): PermitBook {
  const isOther = (one: { readonly uploadId: UploadId }): boolean => one.uploadId !== uploadId;
  return { ...book, held: book.held.filter(isOther), waiting: book.waiting.filter(isOther) };
}

/** The nearer to the front, the sooner again; and while the line stands still, twice as late each time. */
function waitOf(kind: PermitKind, before: number, last: Waiting | undefined): number {
  const byPlace = shortestWaitSeconds * (Math.floor(before / permitsOf[kind]) + 1);
  const standsStill = last !== undefined && before >= last.place;
  return Math.min(longestWaitSeconds, standsStill ? Math.max(byPlace, last.waitSeconds * 2) : byPlace);
}

function isBefore(
  one: Pick<Waiting, 'uploadId' | 'registeredAt'>,
  other: Pick<Waiting, 'uploadId' | 'registeredAt'>,
): boolean {
  return one.registeredAt === other.registeredAt
    ? one.uploadId < other.uploadId
    : one.registeredAt < other.registeredAt;
}

function secondsLater(at: Instant, seconds: number): Instant {
  return Instant.parse(new Date(Date.parse(at) + seconds * 1000).toISOString());
}
