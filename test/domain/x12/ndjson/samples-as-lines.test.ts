import { describe, expect, it } from 'vitest';
import { encodeFile } from '#domain/x12/ndjson/encode-lines.ts';
import { LinesRefused } from '#domain/x12/ndjson/line-fault.ts';
import type { X12Line } from '#domain/x12/ndjson/lines.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { bytesOf, type Sample, samples } from '../../../../docs/x12-samples.ts';
import { writtenFrom } from './through-lines.ts';

/** Accepted samples, with a warning, whose group is named for another transaction set: they are written with its right name. */
const misnamed = ['271_active_response', '271_multiple_eb_segments', '271_rejected_subscriber'].map(
  (name) => `271/kartik--${name}.edi`,
);

function acceptedLines(sample: Sample): readonly X12Line[] | undefined {
  const result = readInterchanges(bytesOf(sample));
  const lines = [...encodeFile(result)];
  const accepted = lines.every((line) => line.type !== 'transaction' || line.accepted);
  return result.readable && accepted ? lines : undefined;
}

/** Lines as text, without what may differ between two files that say the same. */
function said(lines: readonly X12Line[]): string[] {
  return lines.map((line) => JSON.stringify({ ...line, findings: [] }));
}

/** Why no file can be written from the lines, or how the lines of the written file differ. */
async function differenceOf(lines: readonly X12Line[]): Promise<string | undefined> {
  try {
    const text = await writtenFrom(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const again = said([...encodeFile(readInterchanges(new TextEncoder().encode(text)))]);
    return said(lines).find((line, index) => line !== again[index]);
  } catch (error) {
    if (error instanceof LinesRefused) return error.message;
    throw error;
  }
}

describe('third-party samples', () => {
  it.skipIf(samples.length === 0)(
    'become lines, and a file with the same lines, when they are accepted',
    async () => {
      const differences = new Map<string, string>();
      for (const sample of samples) {
        const lines = acceptedLines(sample);
        const difference = lines === undefined ? undefined : await differenceOf(lines);
        if (difference !== undefined) differences.set(sample.name, difference);
      }
      expect([...differences.keys()].toSorted()).toEqual(misnamed);
      for (const difference of differences.values()) {
        expect(difference).toContain('{"type":"group","functionalCode":"HS"');
      }
    },
    60_000,
  );
});
