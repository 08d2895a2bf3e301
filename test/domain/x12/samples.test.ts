import { describe, expect, it } from 'vitest';
import { hasError } from '#domain/x12/findings.ts';
import { type ReadTransaction, readInterchanges } from '#domain/x12/read-interchanges.ts';
import { isKept } from './kept-through-model.ts';
import { bytesOf, type Sample, samples, unlistedFiles } from './samples.ts';

const absent = samples.length === 0;

/**
 * Samples that every validator that knows the guide accepts and that we reject, each for what is really wrong with it.
 * They are files of one publisher whose ISA16 is not the component separator that the data use, or that break the guide.
 */
const rejectedForCause: Readonly<Record<string, RegExp>> = {
  '271/kartik--271_ls_le_wrapper.edi': /REF .* comes too late/,
  '837p/linuxforhealth--demo.ambulance.example5.edi': /CLM05-2 .* is required/,
  '837p/linuxforhealth--demo.cob.example3.A.edi': /Loop 2330B .* missing/,
  '837p/linuxforhealth--demo.cob.example4.edi': /AMT01 .* holds "F2"/,
  '837p/linuxforhealth--demo.example11.edi': /"11>B>1"/,
  '837p/linuxforhealth--demo.example12.edi': /"23>B>1"/,
  '837p/linuxforhealth--demo.example6.edi': /"11>B>1"/,
  '837p/linuxforhealth--demo.example9.edi': /"22>B>1"/,
};

function read(sample: Sample): { accepted: boolean; transactions: readonly ReadTransaction[] } {
  const result = readInterchanges(bytesOf(sample));
  const groups = result.interchanges.flatMap((interchange) => interchange.groups);
  const transactions = groups.flatMap((group) => group.transactions);
  return {
    accepted:
      result.readable &&
      !result.interchanges.some((interchange) => hasError(interchange.findings)) &&
      !groups.some((group) => hasError(group.findings)) &&
      transactions.every((transaction) => transaction.accepted),
    transactions,
  };
}

describe('third-party samples', () => {
  it.skipIf(absent)('are all listed in their notice', () => {
    expect(unlistedFiles()).toEqual([]);
  });

  it.skipIf(absent)('are read, each with at least one transaction', () => {
    const empty = samples.filter((sample) => read(sample).transactions.length === 0);
    expect(empty.map((sample) => sample.name)).toEqual([]);
  });

  it.skipIf(absent)(
    'are accepted when every validator accepts them, but for those with a known fault',
    () => {
      const supported = samples.filter((sample) =>
        read(sample).transactions.every((one) => one.guide !== undefined),
      );
      const rejected = supported.filter((sample) => sample.acceptedByAll && !read(sample).accepted);
      expect(rejected.map((sample) => sample.name).toSorted()).toEqual(
        Object.keys(rejectedForCause).toSorted(),
      );
    },
  );

  it.skipIf(absent)('are rejected for the fault they have', () => {
    const unexplained = Object.entries(rejectedForCause).filter(([name, fault]) => {
      const sample = samples.find((one) => one.name === name);
      const findings = sample === undefined ? [] : read(sample).transactions.flatMap((one) => one.findings);
      return !findings.some((finding) => fault.test(finding.sentence));
    });
    expect(unexplained).toEqual([]);
  });

  it.skipIf(absent)('keep everything when an accepted one is read, written and read again', () => {
    const changed = samples.filter((sample) =>
      read(sample).transactions.some((one) => one.accepted && !isKept(one)),
    );
    expect(changed.map((sample) => sample.name)).toEqual([]);
  });
});
