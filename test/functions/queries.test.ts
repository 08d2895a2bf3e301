import { describe, expect, test } from 'vitest';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { PlainDate } from '#contracts/dates.ts';
import { readAccountsStep } from '../../functions/read-accounts/read-accounts-step.ts';
import { readClaimsStep } from '../../functions/read-claims/read-claims-step.ts';
import { readExchangeStep } from '../../functions/read-exchange/read-exchange-step.ts';
import { readLedgerStep } from '../../functions/read-ledger/read-ledger-step.ts';
import { readTasksStep } from '../../functions/read-tasks/read-tasks-step.ts';
import { readUploadsStep } from '../../functions/read-uploads/read-uploads-step.ts';
import { encounterJson, practice } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const { practiceId } = practice;

async function withOneDenial(): Promise<MemoryWorld> {
  const world = await memoryWorld();
  const { claimId } = await world.acceptedByPayer({
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-D204', relationship: 'self' }],
  });
  await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
  return world;
}

describe('a query', () => {
  test('about uploads lists the newest first and shows one; and changes nothing', async () => {
    const world = await memoryWorld();
    await world.received({ encounterId: 'ENC-1' });
    world.advance(60_000);
    await world.received({ encounterId: 'ENC-2' });
    const before = world.snapshot();
    const listed = await readUploadsStep({ query: 'list', practiceId }, world);
    const uploads = listed.outcome === 'uploads' ? listed.uploads : [];
    expect(uploads.map(({ key }) => key)).toEqual([
      'upload/cedar-hill/ENC-2.ndjson',
      'upload/cedar-hill/ENC-1.ndjson',
    ]);
    const [newest] = uploads;
    const show = { query: 'show', practiceId, uploadId: newest?.uploadId };
    expect(await readUploadsStep(show, world)).toEqual({ outcome: 'upload', upload: newest });
    expect(newest).toMatchObject({ state: 'answered', counted: { totals: { records: 1, accepted: 1 } } });
    expect(await readUploadsStep({ ...show, uploadId: 'U0000000000000000' }, world)).toEqual({
      outcome: 'refused',
      problems: ['uploadId: practice cedar-hill has no upload U0000000000000000'],
      because: 'not-found',
    });
    expect(await readUploadsStep({ ...show, query: 'all' }, world)).toMatchObject({ outcome: 'refused' });
    expect(world.snapshot()).toEqual(before);
  });

  test('about claims tells one with its history, a list, counts and practices; and changes nothing', async () => {
    const world = await withOneDenial();
    const before = world.snapshot();
    const claim = await world.claim();
    const { claimId } = claim;
    expect(await readClaimsStep({ query: 'show', practiceId, claimId }, world)).toMatchObject({
      outcome: 'shown',
      claim: { claimId },
      history: [{ event: 'received' }, { event: 'eligibility-asked' }, {}, {}, {}, {}, {}, {}],
    });
    expect(await readClaimsStep({ query: 'list', practiceId }, world)).toEqual({
      outcome: 'listed',
      claims: [claim],
    });
    expect(await readClaimsStep({ query: 'list', practiceId, state: 'closed' }, world)).toMatchObject({
      claims: [],
    });
    expect(await readClaimsStep({ query: 'count', practiceId }, world)).toMatchObject({
      counts: { 'awaiting-denial-work': 1, closed: 0 },
    });
    expect(await readClaimsStep({ query: 'practices' }, world)).toEqual({
      outcome: 'practices',
      practiceIds: [practiceId],
    });
    expect(world.snapshot()).toEqual(before);
  });

  test('about exchanged numbers tells each partner’s, and what is missing among them; and changes nothing', async () => {
    const world = await withOneDenial();
    const pair = { ourId: 'CEDARHILL', partnerId: 'OPENFIELD' };
    await world.controlNumbers.issue(practiceId, pair, 'never-sent.edi', world.clock.now());
    const before = world.snapshot();
    // Sent: a 270, an 837P, and answers to the 271, the payer's 277CA and the 835; the 999 is not answered.
    expect(await readExchangeStep({ query: 'numbers', practiceId }, world)).toMatchObject({
      outcome: 'numbers',
      partners: [
        {
          ...pair,
          lastIssued: 6,
          unsent: [{ number: 6, fileName: 'never-sent.edi' }],
          received: 4,
          gaps: [],
          repeated: [],
          refused: [],
        },
      ],
    });
    expect(world.snapshot()).toEqual(before);
    expect(await readExchangeStep({ query: 'numbers', practiceId: 'nobody' }, world)).toEqual({
      outcome: 'refused',
      problems: ['practiceId: there is no practice nobody'],
      because: 'not-found',
    });
    expect(await readExchangeStep({ query: 'names' }, world)).toMatchObject({ outcome: 'refused' });
  });

  test('counts past the first page', async () => {
    const world = await memoryWorld();
    const text = Array.from({ length: 230 }, (_, index) =>
      JSON.stringify(encounterJson({ encounterId: `ENC-${index}` })),
    ).join('\n');
    await world.upload('many.ndjson', text);
    expect(await readClaimsStep({ query: 'count', practiceId }, world)).toMatchObject({
      counts: { received: 230 },
    });
    const first = await readClaimsStep({ query: 'list', practiceId }, world);
    expect(first).toMatchObject({ outcome: 'listed', next: expect.any(String) as string });
  });

  test('about tasks, postings, remittances and accounts tells them', async () => {
    const world = await withOneDenial();
    const task = await world.onlyTask();
    const { claimId } = await world.claim();
    const remittanceId = await world.lastRemittance();
    expect(await readTasksStep({ query: 'list', practiceId }, world)).toEqual({
      outcome: 'listed',
      tasks: [task],
    });
    expect(await readTasksStep({ query: 'show', practiceId, taskId: task.taskId }, world)).toEqual({
      outcome: 'shown',
      task,
    });
    expect(await readLedgerStep({ query: 'claim', practiceId, claimId }, world)).toMatchObject({
      postings: [{ cause: 'charge' }, { cause: 'adjudication' }],
    });
    expect(
      await readLedgerStep({ query: 'day', practiceId, postingDate: '2026-11-20' }, world),
    ).toMatchObject({ postings: [{ cause: 'charge' }, { cause: 'adjudication' }] });
    expect(await readLedgerStep({ query: 'remittance', practiceId, remittanceId }, world)).toEqual({
      outcome: 'postings',
      postings: [],
    });
    expect(await readLedgerStep({ query: 'remittances', practiceId }, world)).toMatchObject({
      runs: [{ remittanceId, state: 'posted' }],
    });
    expect(await readAccountsStep({ query: 'list', practiceId }, world)).toEqual({
      outcome: 'listed',
      accounts: [],
    });
  });

  test('about postings is answered without the lines of charges, which an auditor of the coding must not see', async () => {
    const world = await withOneDenial();
    const postings = await world.ledger.ofDay(practiceId, PlainDate.parse('2026-11-20'));
    const charge = postings.find(({ services }) => services !== undefined);
    expect(charge?.services?.lines).toHaveLength(2);
    const claimId = charge?.claimId ?? '';
    for (const query of [
      { query: 'claim', practiceId, claimId },
      { query: 'day', practiceId, postingDate: '2026-11-20' },
    ]) {
      const answer = await readLedgerStep(query, world);
      expect(answer).toMatchObject({ outcome: 'postings' });
      expect(JSON.stringify(answer)).not.toContain('"services"');
    }
  });

  test('for what is not there is refused in words', async () => {
    const world = await memoryWorld();
    expect(await readClaimsStep({ query: 'show', practiceId, claimId: 'C0000000000ZZ' }, world)).toEqual({
      outcome: 'refused',
      problems: ['claimId: practice cedar-hill has no claim C0000000000ZZ'],
      because: 'not-found',
    });
    expect(await readTasksStep({ query: 'show', practiceId, taskId: 'no-task' }, world)).toEqual({
      outcome: 'refused',
      problems: ['taskId: practice cedar-hill has no task no-task'],
      because: 'not-found',
    });
  });

  test.each([undefined, {}, { query: 'everything' }, { query: 'list', practiceId: 'Cedar Hill' }])(
    'that nobody understands is refused in words: %j',
    async (query) => {
      const world = await memoryWorld();
      for (const answer of [
        await readClaimsStep(query, world),
        await readTasksStep(query, world),
        await readLedgerStep(query, world),
        await readAccountsStep(query, world),
      ]) {
        expect(answer).toMatchObject({ outcome: 'refused' });
        expect('problems' in answer ? answer.problems.join(' ') : '').toMatch(
          /^(request|query|practiceId): ./,
        );
      }
    },
  );
});

describe('load-practice', () => {
  test('accepts a document once and tells that the same is unchanged', async () => {
    const world = await memoryWorld();
    expect(await loadPracticeStep(practice, world)).toMatchObject({ outcome: 'unchanged', changes: [] });
    expect(await loadPracticeStep({ ...practice, edition: 2, name: 'Renamed' }, world)).toMatchObject({
      outcome: 'saved',
      edition: 2,
    });
    expect((await world.practices.load(practiceId))?.name).toBe('Renamed');
  });

  test.each([
    ['nothing', undefined, /^document: /],
    ['a field that is not known', { ...practice, colour: 'green' }, /colour/],
    ['a field that is missing', { ...practice, taxId: undefined }, /^taxId: /],
    ['a wrong check digit', { ...practice, edition: 2, npi: '2000000011' }, /npi.*2000000011/],
    [
      'other content in the same edition',
      { ...practice, name: 'Other' },
      /edition: found 1; .*Raise the edition/,
    ],
    [
      "another practice's submitter id",
      { ...practice, practiceId: 'other-practice' },
      /submitterId: CEDARHILL belongs to another practice/,
    ],
  ])('refuses %s and keeps what it had', async (_what, document, words) => {
    const world = await memoryWorld();
    const before = world.snapshot();
    const answer = await loadPracticeStep(document, world);
    expect(answer.outcome).toBe('refused');
    expect('problems' in answer ? answer.problems.join('\n') : '').toMatch(words);
    expect(world.snapshot()).toEqual(before);
  });
});
