import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '#domain/x12/findings.ts';
import { judgements } from '../../../docs/x12-sample-judgements.ts';
import {
  judge,
  reasonForAbsence,
  type Sample,
  samples,
  unlistedFiles,
  type Validator,
  validators,
} from '../../../docs/x12-samples.ts';

const absent = samples.length === 0;
const judged = new Map(samples.map((sample) => [sample.name, judge(sample)]));

/** The verdict that a validator would have to give to say what we say; the envelope check sees the envelope alone. */
function ours(sample: Sample, validator: Validator): 'accept' | 'reject' {
  const { verdict, isEnvelopeAccepted } = judged.get(sample.name) ?? judge(sample);
  return (validator === 'envelope' ? isEnvelopeAccepted : verdict === 'accepted') ? 'accept' : 'reject';
}

function placeOf({ code, loop, segment, position, element, component }: Finding): object {
  return {
    code,
    ...(loop === undefined ? {} : { loop }),
    segment,
    position,
    ...(element === undefined ? {} : { element }),
    ...(component === undefined ? {} : { component }),
  };
}

describe('third-party samples', () => {
  it('are skipped by name where they are absent', ({ skip }) => {
    skip(absent, reasonForAbsence);
    expect(samples.length).toBeGreaterThan(90);
  });

  it.skipIf(absent)('are all listed in their notice', () => {
    expect(unlistedFiles()).toEqual([]);
  });

  it.skipIf(absent)('are read, each with at least one transaction of a guide', () => {
    const empty = samples.filter(({ name }) => {
      const transactions = judged.get(name)?.transactions ?? [];
      return transactions.length === 0 || transactions.some((one) => one.guide === undefined);
    });
    expect(empty.map((sample) => sample.name)).toEqual([]);
  });

  it.skipIf(absent)('are rejected, or judged otherwise than a validator does, only with a reason', () => {
    const found = samples.flatMap((sample) => {
      const verdict = judged.get(sample.name)?.verdict;
      const otherwise = validators.filter((validator) => {
        const said = sample.verdicts.get(validator);
        return said !== undefined && said !== ours(sample, validator);
      });
      return verdict === 'accepted' && otherwise.length === 0
        ? []
        : [{ sample: sample.name, verdict, otherwise }];
    });
    expect(found).toEqual(
      judgements.map(({ sample, verdict, otherwise }) => ({ sample, verdict, otherwise })),
    );
  });

  it.skipIf(absent).each(judgements.filter(({ verdict }) => verdict === 'rejected'))(
    '$sample is rejected by the finding its reason is about',
    ({ sample, finding }) => {
      const errors = judged.get(sample)?.findings.filter(({ severity }) => severity === 'error') ?? [];
      expect(errors.map(placeOf)).toContainEqual(finding);
    },
  );

  it.skipIf(absent)('stand on their page without anything of their text', () => {
    const page = readFileSync(
      path.join(import.meta.dirname, '../../../docs/generated/x12-samples.md'),
      'utf8',
    );
    const values = [...judged.values()].flatMap(({ findings }) =>
      findings.flatMap(({ value }) => (value === undefined || value.length < 5 ? [] : [value])),
    );
    expect(values.length).toBeGreaterThan(20);
    expect(values.filter((value) => page.includes(value))).toEqual([]);
  });
});
