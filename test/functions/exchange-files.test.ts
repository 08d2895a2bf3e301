import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { waitKeyOf } from '#contracts/steps.ts';
import { receiveExchangeFileStep } from '../../functions/receive-exchange-file/receive-exchange-file-step.ts';
import { recordMissedDeadlineStep } from '../../functions/record-missed-deadline/record-missed-deadline-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { alwaysOvertaken, overtaken } from './conflicts.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const memberId = (id: string) => ({
  coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: id, relationship: 'self' }],
});
const historyOf = async (world: MemoryWorld, { claimId }: Pick<Claim, 'claimId'>): Promise<string[]> =>
  (await world.claims.history(world.practiceId, claimId)).map(({ event }) => event);
const refusalOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'received',
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  );

/** What was sent back for files that came. */
const answersOf = (world: MemoryWorld): string[] =>
  [...world.stored.documents]
    .filter(([key]) => key.startsWith('exchange/outbound/cedar-hill/ACK-'))
    .map(([, body]) => new TextDecoder().decode(body));

describe('an eligibility answer', () => {
  const asked = async (world: MemoryWorld, id: string): Promise<Claim> => {
    await requestEligibilityStep(world.inputOf(await world.received(memberId(id))), world);
    return await world.claim();
  };

  test('that comes twice changes nothing the second time', async () => {
    const world = await memoryWorld();
    const message = await world.putInbound(await world.answer270(await asked(world, 'JHM1')));
    await receiveExchangeFileStep(message, world);
    const before = world.snapshot();
    world.advance(1000);
    await receiveExchangeFileStep(message, world);
    expect(world.snapshot()).toEqual(before);
  });

  test('that is no is the front desk’s work', async () => {
    const world = await memoryWorld();
    await world.receive(await world.answer270(await asked(world, 'JHM1-E6')));
    expect(await world.claim()).toMatchObject({ state: 'awaiting-coverage' });
    expect((await world.onlyTask()).kind).toBe('coverage');
  });

  test('that comes after the claim moved on is kept and moves nothing', async () => {
    const world = await memoryWorld();
    const claim = await asked(world, 'JHM1-E6');
    const late = await world.answer270(claim);
    const waitKey = waitKeyOf(claim.waitSequence);
    await recordMissedDeadlineStep({ ...world.inputOf(claim), waitName: 'eligibility', waitKey }, world);
    await world.work(await world.onlyTask(), { outcome: 'bill-anyway', reason: 'The card is valid' });
    expect((await world.claim()).state).toBe('ready-to-scrub');
    await world.receive(late);
    expect(await world.claim()).toMatchObject({
      state: 'ready-to-scrub',
      eligibility: [{ status: 'inactive' }],
    });
    expect((await historyOf(world, claim)).at(-1)).toBe('eligibility-recorded');
    expect(await world.openTasks()).toEqual([]);
  });

  test('to an inquiry of nobody says nothing, and is acknowledged all the same', async () => {
    const world = await memoryWorld();
    const text = await world.answer270(await asked(world, 'JHM1'));
    const { claimId } = await world.claim();
    const before = await world.claim();
    await receiveExchangeFileStep(await world.putInbound(text.replaceAll(claimId, 'CZZZZZZZZZZZZ')), world);
    expect(await world.claim()).toEqual(before);
    expect(await world.openTasks()).toEqual([]);
    expect(answersOf(world)).toHaveLength(1);
  });
});

describe('acknowledgements', () => {
  type Kind = '999' | 'clearinghouse' | 'payer';
  const fileOf = async (world: MemoryWorld, claim: Claim, kind: Kind): Promise<string> => {
    const payer = await world.payerOf(claim.claimId);
    return kind === '999' ? payer.acknowledgement999() : payer.acknowledgement277CA(kind);
  };
  const orders: readonly (readonly Kind[])[] = [
    ['999', 'clearinghouse', 'payer'],
    ['clearinghouse', '999', 'payer'],
    ['payer', 'clearinghouse', '999'],
    ['payer', '999', 'clearinghouse'],
  ];

  test.each(orders.map((order) => [order.join(', '), order] as const))(
    'in the order %s lead to the same place, and say the same a second time without changing anything',
    async (_words, order) => {
      const world = await memoryWorld();
      const claim = await world.sent();
      const messages: string[] = [];
      for (const kind of order) {
        messages.push(await world.putInbound(await fileOf(world, claim, kind)));
        await receiveExchangeFileStep(messages.at(-1) ?? '', world);
        world.advance(1000);
      }
      const now = await world.claim();
      expect(now.state).toBe('awaiting-remittance');
      expect(now.submissions[0]?.acknowledgements.map(({ kind }) => kind).toSorted()).toEqual([
        '277CA',
        '277CA',
        '999',
      ]);
      const before = world.snapshot();
      for (const message of messages) {
        await receiveExchangeFileStep(message, world);
      }
      expect(world.snapshot()).toEqual(before);
    },
  );

  test('a 999 that rejects the file is a biller’s work, and a remittance for it is not expected', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.sent();
    await world.receive((await world.payerOf(claimId)).acknowledgement999('R'));
    expect(await world.claim()).toMatchObject({ state: 'awaiting-rejection-work' });
    expect((await world.onlyTask()).why).toMatch(/rejected submission 1/);
  });

  test('a rejection by the payer is a biller’s work also after the clearinghouse took the claim on', async () => {
    const world = await memoryWorld();
    const claim = await world.sent(memberId('JHM1-A7'));
    await world.receive(await fileOf(world, claim, 'clearinghouse'));
    await world.receive(await fileOf(world, claim, 'payer'));
    expect(await world.claim()).toMatchObject({ state: 'awaiting-rejection-work' });
  });

  test('a remittance before any acknowledgement settles the claim; those that come then are only kept', async () => {
    const world = await memoryWorld();
    const claim = await world.sent();
    const payer = await world.payerOf(claim.claimId);
    await world.remit(remittanceFile([payer.decision()], world.clock.now()));
    expect(await world.claim()).toMatchObject({ state: 'ready-for-patient' });
    await world.receive(payer.acknowledgement999());
    await world.receive(payer.acknowledgement277CA('payer'));
    expect(await world.claim()).toMatchObject({ state: 'ready-for-patient' });
    expect((await historyOf(world, claim)).slice(-3)).toEqual([
      'settled-by-payer',
      'acknowledgement-recorded',
      'acknowledgement-recorded',
    ]);
  });

  test('one of an earlier submission is only kept', async () => {
    const world = await memoryWorld();
    const first = await world.sent(memberId('JHM1-A7'));
    const late = await fileOf(world, first, '999');
    await world.receive(await fileOf(world, first, 'payer'));
    await world.work(await world.onlyTask(), {
      outcome: 'corrected',
      correction: memberId('JHM1'),
      reason: 'The card was misread',
    });
    await world.resent(first.claimId);
    await world.receive(late);
    const now = await world.claim();
    expect(now.state).toBe('awaiting-acknowledgement');
    expect(now.submissions.map(({ acknowledgements }) => acknowledgements.length)).toEqual([2, 0]);
  });

  test('overtaken by another writer is decided again on what is there then', async () => {
    const world = await memoryWorld();
    const claim = await world.sent();
    const other = () =>
      world.commit.apply([
        {
          kind: 'save-claim',
          claim: { ...claim, version: claim.version + 1, note: 'changed meanwhile' },
          expectedVersion: claim.version,
        },
      ]);
    const message = await world.putInbound(await fileOf(world, claim, 'payer'));
    await receiveExchangeFileStep(message, { ...world, commit: overtaken(world.commit, other) });
    expect(await world.claim()).toMatchObject({ state: 'awaiting-remittance', note: 'changed meanwhile' });
  });

  test('two files that reject the same claim at the same moment are both kept, with one task', async () => {
    const world = await memoryWorld();
    const claim = await world.sent(memberId('JHM1-A7'));
    const payer = await world.payerOf(claim.claimId);
    await Promise.all([
      receiveExchangeFileStep(await world.putInbound(payer.acknowledgement999('R')), world),
      receiveExchangeFileStep(await world.putInbound(payer.acknowledgement277CA('payer')), world),
    ]);
    const now = await world.claim();
    expect(now.state).toBe('awaiting-rejection-work');
    expect(now.submissions[0]?.acknowledgements.map(({ kind }) => kind).toSorted()).toEqual(['277CA', '999']);
    expect(await world.openTasks()).toHaveLength(1);
  });

  test('a claim that never holds still goes back to the queue', async () => {
    const world = await memoryWorld();
    const claim = await world.sent();
    const message = await world.putInbound(await fileOf(world, claim, 'payer'));
    await expect(
      receiveExchangeFileStep(message, { ...world, commit: alwaysOvertaken }),
    ).rejects.toMatchObject({ name: 'CommitConflict' });
  });
});

describe('a file that cannot be used', () => {
  test.each([
    ['no text at all', Buffer.from([0, 1, 2, 255, 254]), /unreadable at byte 0/],
    ['of 0 bytes', '', /unreadable/],
    ['broken off', 'ISA*00*          *00*', /unreadable/],
  ])('%s is refused with the place', async (_what, content, words) => {
    const world = await memoryWorld();
    await world.documents.put('exchange', 'inbound/x/1.edi', content, 'application/edi-x12');
    const refusal = await refusalOf(
      receiveExchangeFileStep(world.arrived('exchange', 'inbound/x/1.edi'), world),
    );
    expect(refusal).toMatch(/^ExchangeFileRefused: inbound\/x\/1\.edi: /);
    expect(refusal).toMatch(words);
  });

  test('that is gone is refused', async () => {
    const world = await memoryWorld();
    expect(
      await refusalOf(receiveExchangeFileStep(world.arrived('exchange', 'inbound/x/none.edi'), world)),
    ).toBe('ExchangeFileRefused: inbound/x/none.edi is not there any more');
  });

  test('for a practice that is not ours is refused by name, and changes nothing', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.acceptedByPayer();
    const decision = (await world.payerOf(claimId)).decision();
    const text = remittanceFile([decision], world.clock.now(), { receiverId: 'SOMEBODY' });
    expect(await refusalOf(world.receive(text))).toMatch(/is for SOMEBODY, which is no practice of ours/);
    expect(await world.remittances.list(world.practiceId)).toEqual([]);
  });

  test('in one of its transactions is used as far as the others go', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.sent();
    const good = (await world.payerOf(claimId)).acknowledgement277CA('payer');
    // A second interchange behind the first, for nobody here.
    const bad = remittanceFile([], world.clock.now(), { receiverId: 'SOMEBODY' });
    expect(await refusalOf(world.receive(`${good}${bad}`))).toMatch(/^ExchangeFileRefused: .*SOMEBODY/);
    expect((await world.claim()).state).toBe('awaiting-remittance');
  });

  test('that is one of our own kind of file is refused', async () => {
    const world = await memoryWorld();
    const { submissions } = await world.sent();
    const file = await world.documents.get('exchange', submissions[0]?.fileKey ?? '');
    const text = new TextDecoder().decode(file?.body).replace('OPENFIELD      ', 'CEDARHILL      ');
    expect(await refusalOf(world.receive(text))).toMatch(/837 005010X222A1, which is not received here/);
  });
});
