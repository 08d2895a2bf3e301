import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import type { TradingPartnerProfile } from '#contracts/trading-partner.ts';
import { reviewNumbers } from '#domain/submission/control-numbers.ts';
import { read999 } from '#domain/x12/guides/005010X231A1-999/read.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { receiveExchangeFileStep } from '../../functions/receive-exchange-file/receive-exchange-file-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { dyingBefore } from './conflicts.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const pair = { ourId: 'CEDARHILL', partnerId: 'OPENFIELD' };

/** What was sent back, as its reader reads it. */
function answersOf(world: MemoryWorld) {
  return [...world.stored.documents]
    .filter(([key]) => key.includes('/ACK-'))
    .map(([key, body]) => {
      const read = readInterchanges(body);
      const [interchange] = read.interchanges;
      if (!read.readable || interchange === undefined || interchange.findings.length > 0) {
        throw new Error(`${key} is no good answer`);
      }
      return {
        key,
        text: new TextDecoder().decode(body),
        from: interchange.senderId,
        to: interchange.receiverId,
        controlNumber: interchange.controlNumber,
        TA1: interchange.acknowledgements.map(
          ({ code, noteCode, interchangeControlNumber }) => `${code} ${noteCode} ${interchangeControlNumber}`,
        ),
        groups: interchange.groups
          .flatMap((group) => group.transactions)
          .map((transaction) => read999(transaction))
          .map(({ functionalCode, groupControlNumber, code, acceptedCount }) =>
            [functionalCode, groupControlNumber, code, acceptedCount].join(' '),
          ),
      };
    });
}

const refusalOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'received',
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  );
const load = (profile: z.input<typeof TradingPartnerProfile>) => async (world: MemoryWorld) => {
  const clearinghouse = { ...practice.clearinghouse, profile };
  expect(
    await loadPracticeStep({ ...practice, edition: practice.edition + 1, clearinghouse }, world),
  ).toMatchObject({ outcome: 'saved' });
};
/** A remittance for a claim that was sent. */
const remittanceFor = async (world: MemoryWorld): Promise<string> => {
  const { claimId } = await world.sent();
  return remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now());
};
/** Receives a file and tells what was sent back for it. */
const answersTo = async (world: MemoryWorld, text: string) => {
  const before = answersOf(world).length;
  const outcome = await refusalOf(world.receive(text));
  return { outcome, answers: answersOf(world).slice(before) };
};
/** ISA13 of a file. */
const numberIn = (text: string): string => text.slice(90, 99);
/** The file as it would come with the number of another. */
const numbered = (text: string, number: string): string => text.replaceAll(numberIn(text), number);
const groupNumberIn = (text: string): string => /GS(?:\*[^*]*){5}\*(\d+)/.exec(text)?.[1] ?? '';
const review = async (world: MemoryWorld) => {
  const [partner] = (await world.controlNumbers.records(world.practiceId, pair)).map(reviewNumbers);
  return partner;
};

describe('a file that came', () => {
  test('is answered with a 999 for its group, from us to its sender, and no TA1 that nobody asked for', async () => {
    const world = await memoryWorld();
    const text = await remittanceFor(world);
    const { outcome, answers } = await answersTo(world, text);
    expect(outcome).toBe('received');
    expect(answers).toMatchObject([
      { from: 'CEDARHILL', to: 'OPENFIELD', TA1: [], groups: [`HP ${groupNumberIn(text)} A 1`] },
    ]);
  });

  test('is answered once however often it comes, also after the step died in between', async () => {
    const world = await memoryWorld();
    const text = await remittanceFor(world);
    const before = answersOf(world).length;
    const message = await world.putInbound(text);
    await expect(receiveExchangeFileStep(message, { ...world, commit: dyingBefore })).rejects.toThrow(/died/);
    await receiveExchangeFileStep(message, world);
    const once = world.snapshot();
    world.advance(3_600_000);
    await receiveExchangeFileStep(message, world);
    expect(world.snapshot()).toEqual(once);
    expect(answersOf(world)).toHaveLength(before + 1);
    expect((await review(world))?.unsent).toEqual([]);
  });

  test('with ISA14 set is answered with a TA1 beside the 999', async () => {
    const world = await memoryWorld();
    const text = (await remittanceFor(world)).replace(/(ISA(?:\*[^*]*){13}\*)0/, '$11');
    const { answers } = await answersTo(world, text);
    expect(answers).toMatchObject([
      { TA1: [`A 000 ${numberIn(text)}`], groups: [`HP ${groupNumberIn(text)} A 1`] },
    ]);
  });

  test('of acknowledgements is never answered, whatever it asks for', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.sent();
    const text = (await world.payerOf(claimId)).acknowledgement999();
    const asking = text.replace(/(ISA(?:\*[^*]*){13}\*)0/, '$11');
    expect(await answersTo(world, asking)).toEqual({ outcome: 'received', answers: [] });
    const onlyTA1 = `${asking.slice(0, 106)}TA1*000000001*261120*1504*A*000~IEA*0*${numberIn(asking)}~`;
    expect(await answersTo(world, onlyTA1)).toEqual({ outcome: 'received', answers: [] });
  });

  test('under a number that another file had is noted with TA1 note 025, and used', async () => {
    const world = await memoryWorld();
    const first = await world.sent();
    const text = (await world.payerOf(first.claimId)).acknowledgement277CA('clearinghouse');
    await world.receive(text);
    const second = (await world.payerOf(first.claimId)).acknowledgement277CA('payer');
    const { outcome, answers } = await answersTo(world, numbered(second, numberIn(text)));
    expect(outcome).toBe('received');
    expect(answers).toMatchObject([
      { TA1: [`E 025 ${numberIn(text)}`], groups: [expect.stringMatching(/^HN .* A 1$/)] },
    ]);
    expect((await world.claim(first.claimId)).state).toBe('awaiting-remittance');
    expect((await review(world))?.repeated).toMatchObject([{ controlNumber: numberIn(text) }]);
  });
});

describe('a file that is refused', () => {
  test('in a transaction is answered with what is wrong, recorded, told to the operator and not used', async () => {
    const world = await memoryWorld();
    const text = (await remittanceFor(world)).replace(/\*CHK\*|\*NON\*|\*ACH\*/, '*ZZZ*');
    const { outcome, answers } = await answersTo(world, text);
    expect(outcome).toMatch(
      /^ExchangeFileRefused: .*transaction 835 0001 is refused: .*segment BPR at 2 element 4/,
    );
    expect(answers).toMatchObject([{ TA1: [], groups: [`HP ${groupNumberIn(text)} R 0`] }]);
    expect(answers[0]?.text).toMatch(/~IK3\*BPR\*2\*/);
    expect(await world.remittances.list(world.practiceId)).toEqual([]);
    expect((await review(world))?.refused).toMatchObject([
      { controlNumber: numberIn(text), verdict: 'rejected' },
    ]);
  });

  test('in one of two transactions is used as far as it is good, and answered with P', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.sent();
    const payer = await world.payerOf(claimId);
    const good = payer.acknowledgement277CA('payer');
    const [, transaction = ''] = /(ST\*277.*?SE\*\d+\*0001~)/.exec(good) ?? [];
    const bad = transaction
      .replace('ST*277*0001', 'ST*277*0002')
      .replace('*0001~', '*0002~')
      .replace(/BHT\*0085/, 'BHT*0099');
    const text = good.replace(transaction, `${transaction}${bad}`).replace(/GE\*1\*/, 'GE*2*');
    const { outcome, answers } = await answersTo(world, text);
    expect(outcome).toMatch(/^ExchangeFileRefused: .*transaction 277 0002 is refused/);
    expect(answers).toMatchObject([{ groups: [`HN ${groupNumberIn(text)} P 1`] }]);
    expect((await world.claim(claimId)).state).toBe('awaiting-remittance');
    expect((await review(world))?.refused).toMatchObject([{ verdict: 'partly-rejected' }]);
  });

  test('as an interchange is answered with a TA1 alone, and nothing of it is used', async () => {
    const world = await memoryWorld();
    const text = (await remittanceFor(world)).replace(/IEA\*1\*/, 'IEA*2*');
    const { outcome, answers } = await answersTo(world, text);
    expect(outcome).toMatch(
      /^ExchangeFileRefused: .*interchange \d{9} is refused: group-count segment IEA element 1/,
    );
    expect(answers).toMatchObject([{ TA1: [`R 021 ${numberIn(text)}`], groups: [] }]);
    expect(await world.remittances.list(world.practiceId)).toEqual([]);
  });

  test('that breaks off is answered with a TA1 that says so, and nothing of it is used', async () => {
    const world = await memoryWorld();
    const text = await remittanceFor(world);
    const { outcome, answers } = await answersTo(world, text.slice(0, text.indexOf('CLP*')));
    expect(outcome).toMatch(/^ExchangeFileRefused: .*unreadable at byte \d+/);
    expect(answers).toMatchObject([{ TA1: [`R 023 ${numberIn(text)}`], groups: [] }]);
    expect(await world.remittances.list(world.practiceId)).toEqual([]);
  });

  test('repeats nothing of what stands in it in the sentence for the operator', async () => {
    const world = await memoryWorld();
    const text = (await remittanceFor(world)).replace(/CLP\*[^*]+\*[^*]+\*/, 'CLP*LARCH WREN*99*');
    const { outcome } = await answersTo(world, text);
    expect(outcome).toMatch(/segment CLP at \d+ element 2/);
    expect(outcome).not.toMatch(/LARCH/);
  });
});

describe('a trading partner’s profile', () => {
  test.each([
    ['no 999', { send999: false }, 0],
    ['neither', { send999: false, sendTA1: 'never' }, 0],
    ['a TA1 never, and a 999', { sendTA1: 'never' }, 1],
  ] as const)('that wants %s is kept to', async (_what, profile, groups) => {
    const world = await memoryWorld();
    await load(profile)(world);
    const asking = (await remittanceFor(world)).replace(/(ISA(?:\*[^*]*){13}\*)0/, '$11');
    const { answers } = await answersTo(world, asking);
    expect(answers.flatMap((answer) => answer.groups)).toHaveLength(groups);
    expect(answers.flatMap((answer) => answer.TA1)).toHaveLength('sendTA1' in profile ? 0 : 1);
  });

  test('decides delimiters and line length of everything that is sent, and it is read the same', async () => {
    const world = await memoryWorld();
    await load({
      delimiters: { element: '|', component: '>', repetition: '!', segment: '\u001d' },
      lines: { lengthCharacters: 80 },
      requestsTA1: true,
    })(world);
    const { submissions, claimId } = await world.acceptedByPayer();
    const { body = new Uint8Array() } =
      (await world.documents.get('exchange', submissions[0]?.fileKey ?? '')) ?? {};
    const lines = new TextDecoder().decode(body).split('\r\n');
    expect(lines[0]).toMatch(/^ISA\|00\|/);
    expect(new Set(lines.slice(0, -1).map((line) => line.length))).toEqual(new Set([80]));
    expect(readInterchanges(body)).toMatchObject({
      readable: true,
      interchanges: [
        {
          controlNumber: submissions[0]?.interchangeControlNumber,
          acknowledgementRequested: true,
          delimiters: { element: '|', component: '>', repetition: '!', segment: '\u001d' },
        },
      ],
    });
    expect((await world.claim(claimId)).state).toBe('awaiting-remittance');
    expect(answersOf(world).every(({ text }) => text.startsWith('ISA|'))).toBe(true);
  });

  test.each([
    [
      'a letter as delimiter',
      { delimiters: { element: 'A', component: ':', repetition: '^', segment: '~' } },
      /delimiters.element/,
    ],
    [
      'equal delimiters',
      { delimiters: { element: '*', component: '*', repetition: '^', segment: '~' } },
      /four different/,
    ],
    ['lines of 82 characters', { lines: { lengthCharacters: 82 } }, /clearinghouse.profile.lines/],
    ['more claims than a transaction takes', { claimsPerTransaction: 5001 }, /claimsPerTransaction/],
    [
      'a line break that is a delimiter too',
      { lines: 'line-feed', delimiters: { element: '*', component: ':', repetition: '^', segment: '\n' } },
      /cannot be a delimiter/,
    ],
  ])('with %s is refused when the practice is loaded', async (_what, profile, words) => {
    const world = await memoryWorld();
    const answer = await loadPracticeStep(
      { ...practice, edition: 9, clearinghouse: { ...practice.clearinghouse, profile } },
      world,
    );
    expect(answer).toMatchObject({ outcome: 'refused' });
    expect(JSON.stringify(answer)).toMatch(words);
  });
});
