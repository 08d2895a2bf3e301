import { describe, expect, test } from 'vitest';
import { BankEntryId } from '#contracts/identifiers.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { correctingPosting, makePosting } from '#domain/ledger/make-posting.ts';
import { cents, sumCents } from '#domain/money/cents.ts';
import type { ProofSheet } from '#contracts/proof.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { proveRemittanceStep } from '../../functions/prove-remittance/prove-remittance-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { legacyDecision, remittanceFile, reversalOf } from './payer-files.ts';

const ask = async (world: MemoryWorld, print?: 'html' | 'pdf') =>
  await proveRemittanceStep(
    {
      practiceId: world.practiceId,
      remittanceId: await world.lastRemittance(),
      ...(print === undefined ? {} : { print }),
    },
    world,
  );

async function sheetOf(world: MemoryWorld): Promise<ProofSheet> {
  const answer = await ask(world);
  if (answer.outcome !== 'proof') {
    throw new Error(`The answer is ${JSON.stringify(answer)}`);
  }
  return answer.sheet;
}

async function decisionOn(world: MemoryWorld, encounterId: string, memberId = 'JHM1'): Promise<Claim835> {
  const { claimId } = await world.acceptedByPayer({
    encounterId,
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }],
  });
  return (await world.payerOf(claimId)).decision();
}

/** Receives decisions with some provider adjustments, paid as they add up unless another payment is given. */
async function remit(
  world: MemoryWorld,
  decisions: readonly Claim835[],
  adjustments: readonly (readonly [reasonCode: string, amountCents: number, reference?: string])[] = [],
): Promise<string> {
  world.advance(86_400_000);
  const [{ serviceDateFrom }] = [await world.claim()];
  const paid = sumCents(decisions, ({ paidCents }) => paidCents);
  const withheld = adjustments.reduce((sum, [, amountCents]) => sum + amountCents, 0);
  const text = remittanceFile(decisions, world.clock.now(), {
    payment: {
      handling: 'I',
      amountCents: cents(paid - withheld),
      creditOrDebit: 'C',
      method: 'ACH',
      date: serviceDateFrom,
    },
    providerAdjustments: adjustments.map(([reasonCode, amountCents, reference]) => ({
      providerId: '2000000010',
      fiscalPeriodEnd: serviceDateFrom,
      reasonCode,
      amountCents: cents(amountCents),
      ...(reference === undefined ? {} : { reference }),
    })),
  });
  return await world.remit(text);
}

async function printedText(world: MemoryWorld, print: 'html' | 'pdf'): Promise<string> {
  const answer = await ask(world, print);
  expect(answer).toMatchObject({ outcome: 'printed' });
  const file = await world.documents.get('documents', answer.outcome === 'printed' ? answer.key : '');
  return Buffer.from(file?.body ?? []).toString('latin1');
}

describe('The proof of a remittance', () => {
  test('shows every line, claim and the payment in balance, and that the cash posted is the payment', async () => {
    const world = await memoryWorld();
    const decisions = [
      await decisionOn(world, 'ENC-1'),
      await decisionOn(world, 'ENC-2', 'JHM2-D204'),
      await decisionOn(world, 'ENC-3', 'JHM3-SHARE'),
    ];
    await remit(world, decisions, [
      ['WO', 500, 'ICN000001'],
      ['L6', -321],
      ['CS', 250, 'ORDER 4711'],
    ]);
    const sheet = await sheetOf(world);
    const payment = sumCents(decisions, ({ paidCents }) => paidCents) - 500 + 321 - 250;
    expect(sheet.faults).toEqual([]);
    expect(sheet).toMatchObject({
      isProven: true,
      transaction: { holds: true, result: { amountCents: payment } },
      cash: { holds: true, terms: [{ amountCents: payment }] },
      counts: { claims: 3, posted: 3, parked: 0 },
      claimsLeftOut: 0,
    });
    expect(sumCents(sheet.accounts, ({ amountCents }) => amountCents)).toBe(0);
    expect(sheet.claims.every(({ equation, lines }) => equation.holds && lines.length > 0)).toBe(true);
    expect(sheet.adjustments.map(({ code, account, reference }) => [code, account, reference])).toEqual([
      ['WO', 'takeback-payable', 'ICN000001'],
      ['L6', 'interest-income', undefined],
      ['CS', 'suspense', 'ORDER 4711'],
    ]);
    expect(sheet.deposit).toEqual({ matchedCents: 0, inTransitCents: payment, entries: [] });
  });

  test('shows what of the payment was found in the bank, and what was taken back of it', async () => {
    const world = await memoryWorld();
    await remit(world, [await decisionOn(world, 'ENC-1')]);
    const remittanceId = await world.lastRemittance();
    const at = world.clock.now();
    const occasion = { at, postingDate: dateOf(at), by: 'user maria' };
    const found = (amountCents: number, number: number) =>
      makePosting({
        practiceId: world.practiceId,
        postingId: `deposit-${number}`,
        cause: 'deposit',
        remittanceId,
        bankEntryId: BankEntryId.parse(`K${String(number).padStart(16, '0')}`),
        postingDate: occasion.postingDate,
        knownAt: at,
        by: occasion.by,
        words: 'Found in the bank',
        legs: [
          { account: 'suspense', amountCents: cents(amountCents) },
          { account: 'cash-in-transit', amountCents: cents(0 - amountCents) },
        ],
      });
    const wrong = found(700, 1);
    for (const posting of [
      wrong,
      correctingPosting(wrong, { ...occasion, words: 'Another remittance' }),
      found(1000, 2),
    ]) {
      await world.commit.apply([{ kind: 'post', posting }]);
    }
    const sheet = await sheetOf(world);
    const payment = sheet.transaction.result.amountCents;
    expect(sheet.isProven).toBe(true);
    expect(sheet.deposit).toMatchObject({ matchedCents: 1000, inTransitCents: payment - 1000 });
    expect(sheet.deposit.entries.map(({ amountCents }) => amountCents)).toEqual([700, -700, 1000]);
  });

  test('follows an amount that a person has placed to where it stands now', async () => {
    const world = await memoryWorld();
    await remit(world, [await decisionOn(world, 'ENC-1')], [['CS', 250, 'ORDER 4711']]);
    await world.work(await world.onlyTask(), {
      outcome: 'place',
      account: 'withheld-by-payer',
      reason: 'The order of the court came',
    });
    const sheet = await sheetOf(world);
    expect(sheet.isProven).toBe(true);
    expect(sheet.adjustments[0]).toMatchObject({ account: 'withheld-by-payer', movedFrom: 'suspense' });
    expect(sheet.accounts.map(({ account }) => account)).not.toContain('suspense');
  });

  test('tells of a claim that is parked, and why; and still holds', async () => {
    const world = await memoryWorld();
    const decision = await decisionOn(world, 'ENC-1');
    await remit(world, [legacyDecision('NOT-OURS-77', 10_000, 7500), decision]);
    const sheet = await sheetOf(world);
    expect(sheet).toMatchObject({ isProven: true, counts: { claims: 2, posted: 1, parked: 1 } });
    expect(sheet.claims[0]).toMatchObject({ outcome: 'parked', claimId: undefined });
    expect(sheet.claims[0]?.why).toMatch(/NOT-OURS-77/);
  });

  test('holds for a reversal that came before its decision, on both sheets', async () => {
    const world = await memoryWorld();
    const decision = await decisionOn(world, 'ENC-1');
    await remit(world, [reversalOf(decision)], [['FB', 0 - decision.paidCents]]);
    const early = await world.lastRemittance();
    expect((await sheetOf(world)).counts).toMatchObject({ posted: 0, parked: 1 });
    await remit(world, [decision]);
    expect(await sheetOf(world)).toMatchObject({ isProven: true });
    const again = await proveRemittanceStep({ practiceId: world.practiceId, remittanceId: early }, world);
    expect(again).toMatchObject({ sheet: { isProven: true, counts: { posted: 1, parked: 0 } } });
  });

  test('of one that is held says with numbers what does not hold, and that nothing is posted', async () => {
    const world = await memoryWorld();
    const decision = await decisionOn(world, 'ENC-1');
    await remit(world, [{ ...decision, chargeCents: cents(decision.chargeCents + 100) }]);
    const sheet = await sheetOf(world);
    expect(sheet).toMatchObject({ isProven: false, state: 'out-of-balance', cash: undefined, accounts: [] });
    expect(sheet.claims[0]).toMatchObject({ outcome: 'waiting', equation: { holds: false } });
    expect(sheet.faults.join(' ')).toMatch(/the difference is -\$1\.00/);
  });

  test('finds a posting that is missing from the ledger', async () => {
    const world = await memoryWorld();
    await remit(world, [await decisionOn(world, 'ENC-1')], [['L6', -321]]);
    for (const [path, posting] of world.stored.postings) {
      if (posting.cause === 'provider-adjustment' || posting.cause === 'adjudication') {
        world.stored.postings.delete(path);
      }
    }
    const { isProven, faults } = await sheetOf(world);
    expect(isProven).toBe(false);
    expect(faults.join(' ')).toMatch(/Claim 1 .*: the file pays .*; \$0\.00 are posted/);
    expect(faults.join(' ')).toMatch(/The provider adjustment L6 of -\$3\.21 is not posted/);
  });

  test('is printed as a page and as a PDF, and names nobody', async () => {
    const world = await memoryWorld();
    const decision = await decisionOn(world, 'ENC-1');
    await remit(world, [decision, legacyDecision('<b>&"', 100, 100)], [['WO', 500, 'ICN000001']]);
    const [page, pdf] = [await printedText(world, 'html'), await printedText(world, 'pdf')];
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain('&lt;b&gt;&amp;&quot;');
    expect(page).not.toMatch(/<b>|<script|https?:\/\//);
    expect(pdf).toMatch(/^%PDF-/);
    const { patient } = await world.claim();
    expect(page).not.toContain(patient.lastName);
    expect(page).not.toContain('Waxwing');
  });

  test('is refused for a remittance that is not there', async () => {
    const world = await memoryWorld();
    const request = { practiceId: world.practiceId, remittanceId: 'R0000000000000009' };
    expect(await proveRemittanceStep(request, world)).toMatchObject({ outcome: 'refused' });
  });

  test('shows claims with something to look at first where there are more than it shows, and adds all of them up', async () => {
    const world = await memoryWorld();
    await world.received();
    const unpaid = Array.from({ length: 205 }, (_, index) => legacyDecision(`OLD-${index}`, 200, 0));
    await remit(world, [...unpaid, legacyDecision('LAST', 300, 300)]);
    const sheet = await sheetOf(world);
    expect(sheet.claims).toHaveLength(200);
    expect(sheet.claims.map(({ patientControlNumber }) => patientControlNumber)).toContain('LAST');
    expect(sheet.claimsLeftOut).toBe(6);
    expect(sheet).toMatchObject({ chargeCents: 205 * 200 + 300, paidCents: 300 });
    expect(sheet.counts).toMatchObject({ claims: 206, parked: 1 });
  });
});
