import assert from 'node:assert/strict';
import { acknowledge } from '#domain/x12/acknowledge.ts';
import { type Finding, hasError } from '#domain/x12/findings.ts';
import { write999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import {
  readChunks,
  readInterchanges,
  type ReadResult,
  type ReadTransaction,
} from '#domain/x12/read-interchanges.ts';
import { plainEnvelope } from '../domain/x12/arbitraries.ts';
import type { SpoiledFile } from './spoiled-file.ts';

/** Processor time that one file may take, at most: some, and so much for each of its bytes. */
const limitMilliseconds = { file: 500, kilobyte: 20 };

/** Findings that one file may have: a segment of three bytes may lack a dozen elements. */
const limitFindings = { file: 50, byte: 4 };

/** Characters that all findings together may hold: what a sentence says, and what it quotes. */
const limitCharacters = { file: 20_000, byte: 400 };

export type Verdict = 'accepted' | 'rejected' | 'unreadable';

/**
 * Reads a spoiled file and checks what must be true of every file: an answer and no crash, in bounded time and size, the
 * same in any chunks; nothing broken off that passes as whole; an acknowledgement of whatever was received.
 */
export function checkSpoiledFile(file: SpoiledFile): Verdict {
  const { bytes, truncatedFrom } = file;
  const result = inTime('reading', bytes, () => readInterchanges(bytes));
  checkFindings(result, bytes.length);
  const chunked = inTime('reading in chunks', bytes, () => readChunks(inChunks(bytes, file.chunkLengths)));
  assert.deepEqual(summaryOf(chunked), summaryOf(result));
  if (truncatedFrom !== undefined && !isWholeUpTo(truncatedFrom, bytes.length)) {
    assert.equal(result.readable, false, 'a file that is broken off was read as if it were whole');
  }
  for (const interchange of result.interchanges) {
    const { groups } = acknowledge(interchange);
    const answer = write999(plainEnvelope, groups, { interchange: 1, group: 1 });
    assert.ok(isAccepted(readInterchanges(new TextEncoder().encode(answer))), 'the 999 is not accepted');
  }
  if (!result.readable) return 'unreadable';
  return isAccepted(result) ? 'accepted' : 'rejected';
}

/** Does something with the file, and fails when that takes more of the processor than such a file may. */
function inTime<T>(what: string, bytes: Uint8Array, work: () => T): T {
  const start = process.threadCpuUsage();
  const done = work();
  const { user, system } = process.threadCpuUsage(start);
  const milliseconds = (user + system) / 1000;
  const allowed = limitMilliseconds.file + (limitMilliseconds.kilobyte * bytes.length) / 1000;
  assert.ok(milliseconds <= allowed, `${what} took ${milliseconds} ms; allowed are ${allowed}`);
  return done;
}

function transactionsIn(result: ReadResult): readonly ReadTransaction[] {
  return result.interchanges.flatMap((one) => one.groups.flatMap((group) => group.transactions));
}

function findingsIn(result: ReadResult): readonly Finding[] {
  return [
    ...result.findings,
    ...result.interchanges.flatMap((interchange) => interchange.findings),
    ...result.interchanges.flatMap((one) => one.groups.flatMap((group) => group.findings)),
    ...transactionsIn(result).flatMap((transaction) => transaction.findings),
  ];
}

function isAccepted(result: ReadResult): boolean {
  return result.readable && !hasError(findingsIn(result));
}

function checkFindings(result: ReadResult, length: number): void {
  const findings = findingsIn(result);
  const allowed = limitFindings.file + limitFindings.byte * length;
  assert.ok(findings.length <= allowed, `${findings.length} findings; allowed are ${allowed}`);
  const characters = findings.reduce(
    (sum, { sentence, value }) => sum + sentence.length + (value?.length ?? 0),
    0,
  );
  const allowedCharacters = limitCharacters.file + limitCharacters.byte * length;
  assert.ok(
    characters <= allowedCharacters,
    `findings of ${characters} characters; allowed are ${allowedCharacters}`,
  );
  for (const { offset } of findings) {
    assert.ok(
      offset === undefined || (offset >= 0 && offset <= length),
      `a finding at byte ${offset} of ${length}`,
    );
  }
  for (const transaction of transactionsIn(result)) {
    assert.equal(transaction.accepted, !hasError(transaction.findings));
  }
}

/** All that a reading says, models too, without the guides it refers to. */
function summaryOf(result: ReadResult): unknown {
  return {
    ...result,
    interchanges: result.interchanges.map((interchange) => ({
      ...interchange,
      groups: interchange.groups.map((group) => ({
        ...group,
        transactions: group.transactions.map(({ guide, unusable, ...rest }) => ({
          ...rest,
          guide: guide?.name,
          unusable: unusable?.message,
        })),
      })),
    })),
  };
}

function* inChunks(bytes: Uint8Array, chunkLengths: readonly number[]): Generator<Uint8Array> {
  let at = 0;
  for (let chunk = 0; at < bytes.length; chunk++) {
    const length = chunkLengths[Math.min(chunk, chunkLengths.length - 1)] ?? 1;
    yield bytes.slice(at, at + length);
    at += length;
  }
}

/**
 * Whether the first bytes of a good file are a whole file themselves: nothing is gone but white space and the terminator
 * of the last segment. A file of several interchanges may be whole at the end of each; it is let pass.
 */
function isWholeUpTo(good: Uint8Array, length: number): boolean {
  const text = new TextDecoder('latin1').decode(good);
  if (text.replaceAll(/[\r\n]/g, '').split('IEA').length > 2) return true;
  const gone = text.slice(length).trim();
  return gone === '' || (gone === text.trim().at(-1) && /[^0-9A-Za-z]/.test(gone));
}
