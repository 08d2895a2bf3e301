import { describe, expect, test } from 'vitest';
import { idsNamed } from '#domain/staff/ids-named.ts';

const claimId = 'C0123456789AB';

describe('The ids that a request or an answer names', () => {
  test.each<[string, unknown, string[]]>([
    ['a claim', { claimId }, [claimId]],
    ['each once', [{ claimId }, { task: { claimId } }], [claimId]],
    ['in lists', { claims: [claimId, 'C9999999999ZZ'] }, [claimId, 'C9999999999ZZ']],
    ['a person of the staff', { staffUser: 'r.lane' }, ['r.lane']],
    [
      'two patients who are one',
      { one: 'N0123456789ABCDEF', other: 'N1123456789ABCDEF' },
      ['N0123456789ABCDEF', 'N1123456789ABCDEF'],
    ],
    ['nothing where there is nothing', undefined, []],
  ])('are found: %s', (_what, value, ids) => {
    expect(idsNamed(value)).toEqual(ids);
  });

  test.each<[string, unknown]>([
    ['a name', { patient: { lastName: 'Okafor', firstName: 'Jane' } }],
    ['a name where an id should be', { claimId: 'Jane Okafor', holder: 'Okafor', one: 'Jane' }],
    ['a birth date', { birthDate: '1961-04-02' }],
    ['a number of an insurance', { memberId: 'JHM1-D204', coverage: { memberId: 'JHM90017' } }],
    ['a sentence', { why: `Claim ${claimId} was denied`, summary: claimId }],
  ])('are not %s', (_what, value) => {
    expect(idsNamed(value)).toEqual([]);
  });
});
