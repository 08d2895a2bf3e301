import { describe, expect, test } from 'vitest';
import { ClaimFileId, type FileAnswer } from '#contracts/files.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import { readFilesStep } from '../../functions/read-files/read-files-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

type X12Answer = Extract<FileAnswer, { outcome: 'x12' }>;

async function fileOf(world: MemoryWorld, claimId: ClaimId, fileId: string): Promise<FileAnswer> {
  return await readFilesStep(
    { query: 'x12', practiceId: world.practiceId, claimId, fileId: ClaimFileId.parse(fileId) },
    world,
  );
}

async function x12Of(world: MemoryWorld, claimId: ClaimId, fileId: string): Promise<X12Answer> {
  const answer = await fileOf(world, claimId, fileId);
  if (answer.outcome !== 'x12') {
    throw new Error(`The answer is ${JSON.stringify(answer)}`);
  }
  return answer;
}

const idsOf = ({ segments }: X12Answer) => segments.map(({ id }) => id);

/** Two claims that the payer has decided in one remittance. */
async function decided() {
  const world = await memoryWorld();
  const accepted = async (encounterId: string, memberId: string) =>
    await world.acceptedByPayer({
      encounterId,
      coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }],
    });
  const { claimId: one } = await accepted('ENC-1', 'JHM1');
  const { claimId: other } = await accepted('ENC-2', 'JHM2-D204');
  const decisions = [(await world.payerOf(one)).decision(), (await world.payerOf(other)).decision()];
  await world.remit(remittanceFile(decisions, world.clock.now()));
  return { world, one, other };
}

describe("A claim's files", () => {
  test('are shown segment by segment, as they stand there and in words', async () => {
    const { world, one } = await decided();
    const claim = await world.claim(one);
    const sent = await x12Of(world, one, 'sent-1');
    expect(sent).toMatchObject({ setCode: '837', isCut: false });
    expect(sent.interchange.controlNumber).toBe(claim.submissions[0]?.interchangeControlNumber);
    const clm = sent.segments.find(({ id }) => id === 'CLM');
    expect(clm).toMatchObject({ label: 'claim', opens: expect.stringMatching(/^2300 /) });
    expect(clm?.raw).toContain(claim.submissions[0]?.patientControlNumber);
    expect(clm?.elements.find(({ number }) => number === 2)).toEqual({
      number: 2,
      label: 'charge',
      text: expect.stringMatching(/^\$\d/),
    });
    // The whole way to the claim is there: who sends, who bills, whose claim it is.
    expect(idsOf(sent).slice(0, 2)).toEqual(['ST', 'BHT']);
    expect(idsOf(sent).filter((id) => id === 'HL').length).toBeGreaterThan(1);
    expect(idsOf(sent)).toContain('SV1');
  });

  test('of a remittance show the one claim of it, and nothing of the others or of the provider', async () => {
    const { world, one, other } = await decided();
    const [first, second] = [await x12Of(world, one, 'decision-1'), await x12Of(world, other, 'decision-1')];
    const numberOf = async (claimId: ClaimId) =>
      (await world.claim(claimId)).submissions[0]?.patientControlNumber ?? 'none';
    for (const [answer, own, strange] of [
      [first, await numberOf(one), await numberOf(other)],
      [second, await numberOf(other), await numberOf(one)],
    ] as const) {
      const text = answer.segments.map(({ raw }) => raw).join('');
      expect(text).toContain(own);
      expect(text).not.toContain(strange);
      expect(idsOf(answer).filter((id) => id === 'CLP')).toHaveLength(1);
      expect(idsOf(answer)).toContain('BPR');
      expect(idsOf(answer)).not.toContain('PLB');
    }
  });

  test('that came back say what they answer', async () => {
    const { world, one } = await decided();
    const { acknowledgements = [] } = (await world.claim(one)).submissions[0] ?? {};
    expect(acknowledgements.map(({ kind }) => kind)).toContain('277CA');
    for (const [index, { kind }] of acknowledgements.entries()) {
      const answer = await x12Of(world, one, `answer-1-${index + 1}`);
      expect(answer.setCode).toBe(kind === '277CA' ? '277' : kind);
      expect(answer.segments.length).toBeGreaterThan(0);
    }
  });

  test('about eligibility show the inquiry that they answer', async () => {
    const { world, one } = await decided();
    const [inquiry] = (await world.claim(one)).eligibility;
    const answer = await x12Of(world, one, 'eligibility-1');
    expect(answer.segments.some(({ raw }) => raw.includes(inquiry?.traceNumber ?? 'none'))).toBe(true);
  });

  test.each(['sent-9', 'answer-1-99', 'answer-9-1', 'decision-9', 'eligibility-9'])(
    'are not found under a number that the claim does not have: %s',
    async (fileId) => {
      const { world, one } = await decided();
      expect(await fileOf(world, one, fileId)).toMatchObject({ outcome: 'refused', because: 'not-found' });
    },
  );

  test('are not found where the file is gone', async () => {
    const { world, one } = await decided();
    const { fileKey } = (await world.claim(one)).submissions[0] ?? {};
    const documents = {
      stream: async (...asked: Parameters<typeof world.documents.stream>) =>
        asked[1] === fileKey ? undefined : await world.documents.stream(...asked),
    };
    expect(
      await readFilesStep(
        { query: 'x12', practiceId: world.practiceId, claimId: one, fileId: ClaimFileId.parse('sent-1') },
        { ...world, documents },
      ),
    ).toMatchObject({ outcome: 'refused', because: 'not-found' });
  });

  test('of another practice are not found', async () => {
    const { world, one } = await decided();
    const answer = await readFilesStep(
      { query: 'x12', practiceId: 'birch-lane' as never, claimId: one, fileId: ClaimFileId.parse('sent-1') },
      world,
    );
    expect(answer).toMatchObject({ outcome: 'refused', because: 'not-found' });
  });
});

describe('The answer to an upload', () => {
  test.each([
    ['json', 'application/json', /^\s*\{/],
    ['csv', 'text/csv', /^[a-z_A-Z]+,/],
  ] as const)('comes as %s, the bytes as they are kept', async (as, contentType, begins) => {
    const world = await memoryWorld();
    await world.acceptedByPayer({ encounterId: 'ENC-1' });
    const [upload] = await world.uploads.list(world.practiceId, 1);
    const ask = { query: 'upload-answer', practiceId: world.practiceId, as } as const;
    const uploadId = upload?.uploadId;
    if (uploadId === undefined) {
      throw new Error('There is no upload');
    }
    const answer = await readFilesStep({ ...ask, uploadId }, world);
    if (answer.outcome !== 'bytes') {
      throw new Error(`The answer is ${JSON.stringify(answer)}`);
    }
    const bytes = Buffer.from(answer.base64, 'base64');
    expect(answer.contentType).toBe(contentType);
    expect(answer.next).toBeUndefined();
    expect(bytes.toString()).toMatch(begins);
    const rest = await readFilesStep({ ...ask, uploadId, from: 10 }, world);
    expect(rest).toMatchObject({ base64: bytes.subarray(10).toString('base64') });
  });

  test('comes in pieces where it is long, and the pieces are the whole', async () => {
    const world = await memoryWorld();
    await world.acceptedByPayer({ encounterId: 'ENC-1' });
    const [upload] = await world.uploads.list(world.practiceId, 1);
    const uploadId = upload?.uploadId;
    if (uploadId === undefined) {
      throw new Error('There is no upload');
    }
    const whole = new Uint8Array(7_000_001).map((_, index) => index % 251);
    await world.documents.put('uploads', upload?.answerKey ?? '', whole, 'application/json');
    const pieces: Buffer[] = [];
    for (let from: number | undefined = 0; from !== undefined;) {
      const answer = await readFilesStep(
        { query: 'upload-answer', practiceId: world.practiceId, uploadId, from },
        world,
      );
      if (answer.outcome !== 'bytes') {
        throw new Error(`The answer is ${JSON.stringify(answer)}`);
      }
      pieces.push(Buffer.from(answer.base64, 'base64'));
      from = answer.next;
    }
    expect(pieces).toHaveLength(3);
    expect(Buffer.concat(pieces).equals(Buffer.from(whole))).toBe(true);
  });
});

describe('Files that are not there', () => {
  test('are refused, each with what is missing', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.acceptedByPayer({ encounterId: 'ENC-1' });
    const ask = async (query: object) =>
      await readFilesStep({ practiceId: world.practiceId, ...query }, world);
    for (const query of [
      { query: 'document', claimId, documentId: 'D0123456789ABCDEF' },
      { query: 'upload-answer', uploadId: 'U0123456789ABCDEF' },
      { query: 'proof', remittanceId: 'R0123456789ABCDEF' },
    ]) {
      expect(await ask(query)).toMatchObject({ outcome: 'refused', because: 'not-found' });
    }
    expect(await ask({ query: 'x12', claimId, fileId: '../other' })).toMatchObject({ outcome: 'refused' });
  });
});
