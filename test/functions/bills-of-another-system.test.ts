import { describe, expect, test } from 'vitest';
import { PatientControlNumber } from '#contracts/identifiers.ts';
import { UploadChunkResult, uploadResultKey } from '#contracts/upload.ts';
import { checkDraft } from '#domain/intake/check-encounter.ts';
import { takeOverClaim } from '#domain/cutover/take-over-claim.ts';
import { claimIdFor } from '#domain/identity/ids.ts';
import { zeroCents } from '#domain/money/cents.ts';
import { cents } from '#domain/money/cents.ts';
import { changed, claimFile, claimsPractice, readFile, today } from '../domain/intake/x12/claims-practice.ts';
import { intakeWorld, type IntakeWorld } from './intake-world.ts';

const x12 = { format: 'x12-837' } as const;
const number = 'QB-4711';

/** The plain claim as a bill of this frequency, in a file made at this minute. */
function bill(
  frequency: '1' | '7' | '8',
  minute: string,
  changes: Readonly<Record<string, string>> = {},
): string {
  const original = frequency === '1' ? [] : ['REF*F8*ICN99'];
  const CLM = [`CLM*${number}*195***11:B:${frequency}*Y*A*Y*Y`, ...original];
  return claimFile(changed({ CLM, ...changes })).replace('*20261102*1506*CH', `*20261102*${minute}*CH`);
}

const stateOf = (world: IntakeWorld): string[] => [...world.stored.claims.values()].map(({ state }) => state);

describe('A replacement by another billing system', () => {
  test('of a claim that is not known is never sent as an original, and leaves nothing behind', async () => {
    const world = intakeWorld(claimsPractice());
    expect(await world.outcomes(bill('7', '1506'), x12)).toEqual(['refused original-unknown 2300 CLM^5^3']);
    expect(world.stored.claims.size + world.stored.tasks.size).toBe(0);
  });

  test('of a claim that is known is new content of it', async () => {
    const world = intakeWorld(claimsPractice());
    expect(await world.outcomes(bill('1', '1506'), x12)).toEqual(['accepted']);
    const other = { 'REF*G1': 'REF*G1*AUTH8' };
    expect(await world.outcomes(bill('7', '1600', other), x12)).toEqual(['updated']);
    expect(await world.outcomes(bill('7', '1600', other), x12)).toEqual(['unchanged']);
    expect([...world.stored.claims.values()]).toMatchObject([{ authorizationNumber: 'AUTH8' }]);
  });
});

describe('A void by another billing system', () => {
  test('of a claim that is not known bills nothing', async () => {
    const world = intakeWorld(claimsPractice());
    expect(await world.outcomes(bill('8', '1506'), x12)).toEqual(['refused original-unknown 2300 CLM^5^3']);
    expect(world.stored.claims.size).toBe(0);
  });

  test('takes a claim back that was not billed, also in the file that brings it; the void again changes nothing', async () => {
    const world = intakeWorld(claimsPractice());
    await world.takeIn(bill('1', '1506'), x12);
    const [answer] = await world.takeIn(bill('8', '1600'), x12);
    expect(answer).toMatchObject({ outcome: 'updated', notes: ['visit-taken-back'] });
    expect(stateOf(world)).toEqual(['closed']);
    expect(await world.outcomes(bill('8', '1600'), x12)).toEqual(['unchanged']);
    expect(await world.outcomes(bill('1', '1506'), x12)).toEqual(['unchanged']);
    expect(stateOf(world)).toEqual(['closed']);
  });

  test('older than what is held is refused, and a claim that is billed again after it is taken in again', async () => {
    const world = intakeWorld(claimsPractice());
    await world.takeIn(bill('1', '1600'), x12);
    expect(await world.outcomes(bill('8', '1506'), x12)).toEqual(['refused older-version ']);
    await world.takeIn(bill('8', '1700'), x12);
    const other = { 'REF*G1': 'REF*G1*AUTH8' };
    expect(await world.outcomes(bill('1', '1650', other), x12)).toEqual(['refused older-version ']);
    expect(await world.outcomes(bill('1', '1800', other), x12)).toEqual(['updated']);
    expect(stateOf(world)).toEqual(['received']);
  });

  test('of a claim that a payer has asks a person, once', async () => {
    const world = intakeWorld(claimsPractice());
    await world.takeIn(bill('1', '1506'), x12);
    for (const claim of world.stored.claims.values()) {
      claim.postedChargeCents = cents(19_500);
      claim.state = 'awaiting-remittance';
    }
    expect(await world.outcomes(bill('8', '1600'), x12)).toEqual(['changed-after-billing']);
    expect(await world.outcomes(bill('8', '1600'), x12)).toEqual(['changed-after-billing']);
    expect([...world.stored.tasks.values()]).toMatchObject([{ kind: 'charge-changed' }]);
  });
});

describe('A claim that was taken over from an old system', () => {
  test.each(['1', '7', '8'] as const)(
    'is not billed a second time by a file (frequency %s)',
    async (frequency) => {
      const practice = claimsPractice({
        cutover: {
          legacySystems: [{ name: 'quickbill', controlNumberPattern: '^QB-', until: '2027-06-30' }],
        },
      });
      const world = intakeWorld(practice);
      const [record] = readFile(claimFile(changed({})), practice);
      const draft = record?.kind === 'encounter' ? record.draft : {};
      const { accepted: encounter } = checkDraft(1, draft as object, practice, today);
      if (encounter === undefined) {
        throw new Error('the plain claim is no encounter');
      }
      const charge = cents(19_500);
      const legacy = {
        system: 'quickbill',
        claimNumber: number,
        status: 'open',
        chargeCents: charge,
        paidCents: zeroCents,
        adjustedCents: zeroCents,
        payerBalanceCents: charge,
        patientBalanceCents: zeroCents,
      } as const;
      const occasion = { at: world.clock.now(), postingDate: today, by: 'user maria' };
      const taken = takeOverClaim({ row: 2, legacy, encounter, contentHash: 'x' }, practice, occasion);
      await world.commit.apply(taken.writes);
      expect(await world.outcomes(bill(frequency, '1600'), x12)).toEqual([
        'refused claim-taken-over 2300 CLM^1',
      ]);
      expect(world.stored.claims.size).toBe(1);
      expect(
        await world.claims.load(practice.practiceId, claimIdFor(practice.practiceId, 'QUICKBILL', number)),
      ).toBeUndefined();
    },
  );
});

describe('A claim of another billing system that the first payer has decided', () => {
  const legacySystems = [{ name: 'QUICKBILL', controlNumberPattern: '^QB-', until: '2027-06-30' }];
  const secondary = (paid = '100'): string =>
    claimFile(
      changed({
        SBR: 'SBR*S*18*G-220******CI',
        'LX*1': [
          'SBR*P*18*******MB',
          'CAS*CO*45*30',
          'CAS*PR*2*65',
          `AMT*D*${paid}`,
          'OI***Y***Y',
          'NM1*IL*1*Ash*Nora****MI*FSH60007',
          'NM1*PR*2*Federal Senior Health*****PI*FEDMB',
          'DTP*573*D8*20261020',
          'LX*1',
        ],
      }),
    );

  test('enters with what the second payer owes, is sent to nobody, and asks a person to bill it', async () => {
    const world = intakeWorld(claimsPractice({ cutover: { legacySystems } }));
    const [answer] = await world.takeIn(secondary(), x12);
    expect(answer).toMatchObject({ outcome: 'accepted', notes: ['second-payer-not-billed'] });
    expect([...world.stored.claims.values()]).toMatchObject([
      {
        claimId: answer?.claimId,
        state: 'awaiting-follow-up',
        submissions: [],
        legacy: { status: 'second-payer', payerBalanceCents: 6500, paidCents: 10_000, adjustedCents: 3000 },
      },
    ]);
    expect([...world.stored.tasks.values()]).toMatchObject([
      {
        kind: 'follow-up',
        dollarsAtStakeCents: 6500,
        why: expect.stringMatching(/JUNIP, which nobody has billed/),
      },
    ]);
    expect([...world.stored.postings.values()]).toMatchObject([
      {
        cause: 'opening-balance',
        legs: [
          { account: 'payer-receivable', payerId: 'JUNIP', amountCents: 6500 },
          { account: 'opening-balance', amountCents: -6500 },
        ],
      },
    ]);
    expect(await world.outcomes(secondary(), x12)).toEqual(['unchanged']);
    expect(await world.outcomes(secondary('90'), x12)).toEqual(['refused claim-taken-over 2300 CLM^1']);
    expect(world.stored.claims.size).toBe(1);
  });

  test('is refused where its system is not one that the practice leaves, or the claim is billed here', async () => {
    const world = intakeWorld(claimsPractice());
    expect(await world.outcomes(secondary(), x12)).toEqual(['refused decided-by-other-payer 2320']);
    const own = intakeWorld(claimsPractice({ cutover: { legacySystems } }));
    await own.takeIn(bill('1', '1506'), x12);
    expect(await own.outcomes(secondary(), x12)).toEqual(['refused decided-by-other-payer 2320']);
    expect(own.stored.claims.size).toBe(1);
    const problems = async () => {
      const uploadId = await own.split(secondary(), x12);
      await own.takeInRecords(uploadId);
      const results = await own.read(uploadResultKey(own.practiceId, uploadId, 1));
      return UploadChunkResult.parse(results).flatMap((one) => one.problems);
    };
    expect(await problems()).toMatchObject([
      { found: expect.stringMatching(/, which is kept here and was not billed from here$/) },
    ]);
    for (const claim of own.stored.claims.values()) {
      const payerId = claim.coverages[0]?.payerId;
      if (payerId === undefined) {
        throw new Error('The claim has no payer');
      }
      claim.submissions.push({
        sequence: 1,
        payerId,
        patientControlNumber: PatientControlNumber.parse('C1'),
        frequency: '1',
        submittedAt: claim.receivedAt,
        interchangeControlNumber: '1',
        fileKey: 'sent',
        acknowledgements: [],
      });
    }
    expect(await problems()).toMatchObject([
      {
        found: expect.stringMatching(/, which was billed from here$/),
        howToFix: 'Have the remittance sent here: it posts what the payer decided.',
      },
    ]);
  });
});
