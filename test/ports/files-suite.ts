import { describe, expect, test } from 'vitest';
import type { Ports } from './ports.ts';
import { newClaimId, newPracticeId } from './samples.ts';

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

export function documentStoreSuite(ports: () => Ports): void {
  const newKey = (): string => `chunks/${newClaimId()}.json`;

  describe('document store', () => {
    test('A document comes back byte by byte, whole and as a stream', async () => {
      const key = newKey();
      const body = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
      await ports().documents.put('documents', key, body, 'application/octet-stream');
      const stored = await ports().documents.get('documents', key);
      expect(stored?.size).toBe(70_000);
      expect(Buffer.from(stored?.body ?? []).equals(Buffer.from(body))).toBe(true);
      const parts: Uint8Array[] = [];
      for await (const part of (await ports().documents.stream('documents', key)) ?? []) {
        parts.push(part);
      }
      expect(Buffer.concat(parts).equals(Buffer.from(body))).toBe(true);
    });

    test('A document of no bytes is there, and empty', async () => {
      const key = newKey();
      await ports().documents.put('documents', key, '', 'text/plain');
      expect(await ports().documents.get('documents', key)).toMatchObject({ size: 0 });
    });

    test('A stream that is left half-way does no harm', async () => {
      const key = newKey();
      await ports().documents.put('documents', key, 'x'.repeat(500_000), 'text/plain');
      for await (const part of (await ports().documents.stream('documents', key)) ?? []) {
        expect(part.length).toBeGreaterThan(0);
        break;
      }
      expect((await ports().documents.get('documents', key))?.size).toBe(500_000);
    });

    test('What is not there is undefined, whole and as a stream, and on each shelf for itself', async () => {
      const key = newKey();
      await ports().documents.put('documents', key, 'here', 'text/plain');
      expect(await ports().documents.get('uploads', key)).toBeUndefined();
      expect(await ports().documents.stream('exchange', key)).toBeUndefined();
      expect(await ports().documents.get('documents', `${key}-not`)).toBeUndefined();
    });

    test('Put replaces; put once does not, and says so', async () => {
      const key = newKey();
      await ports().documents.put('documents', key, 'first', 'text/plain');
      await ports().documents.put('documents', key, 'second é', 'text/plain');
      expect(text((await ports().documents.get('documents', key))?.body)).toBe('second é');
      expect(await ports().documents.putOnce('documents', key, 'third', 'text/plain')).toBe(false);
      expect(text((await ports().documents.get('documents', key))?.body)).toBe('second é');
      expect(await ports().documents.putOnce('documents', newKey(), 'new', 'text/plain')).toBe(true);
    });

    test('An object that is there is tagged and stays what it is, and one that is not says so', async () => {
      const key = newKey();
      await ports().documents.put('uploads', key, 'here', 'text/plain');
      expect(await ports().documents.tag('uploads', key, { quarantine: 'name-has-phi' })).toBe(true);
      expect(await ports().documents.tag('uploads', key, { quarantine: 'file-quarantined' })).toBe(true);
      expect(text((await ports().documents.get('uploads', key))?.body)).toBe('here');
      expect(await ports().documents.tag('uploads', `${key}-not`, { quarantine: 'name-has-phi' })).toBe(
        false,
      );
    });

    test('Of many who put once at the same moment one writes', async () => {
      const key = newKey();
      const wrote = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          ports().documents.putOnce('documents', key, `writer ${index}`, 'text/plain'),
        ),
      );
      expect(wrote.filter(Boolean)).toHaveLength(1);
      expect(text((await ports().documents.get('documents', key))?.body)).toBe(
        `writer ${wrote.indexOf(true)}`,
      );
    });

    const gathered = async (bytes: AsyncIterable<Uint8Array> | undefined): Promise<Buffer | undefined> => {
      if (bytes === undefined) {
        return undefined;
      }
      const pieces: Uint8Array[] = [];
      for await (const piece of bytes) {
        pieces.push(piece);
      }
      return Buffer.concat(pieces);
    };

    test('A stream gives the bytes from one on and before another, and none beyond the end', async () => {
      const key = newKey();
      const body = Buffer.from('0123456789');
      await ports().documents.put('documents', key, body, 'text/plain');
      const range = async (fromByte?: number, beforeByte?: number): Promise<string | undefined> =>
        (
          await gathered(await ports().documents.stream('documents', key, undefined, fromByte, beforeByte))
        )?.toString();
      expect(await range(4)).toBe('456789');
      expect(await range(4, 7)).toBe('456');
      expect(await range(0, 3)).toBe('012');
      expect(await range(undefined, 1)).toBe('0');
      expect(await range(8, 400)).toBe('89');
      expect(await range(5, 5)).toBe('');
      expect(await range(10)).toBe('');
      expect(await range(11, 20)).toBe('');
      expect(await ports().documents.stream('documents', `${key}-not`, undefined, 2, 4)).toBeUndefined();
    });

    async function* piecesOf(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
      for (const piece of pieces) {
        yield await Promise.resolve(piece);
      }
    }

    // S3 takes parts of at least 5 MB: the sizes lie about one part and about two.
    test.each([0, 1, 8_388_607, 8_388_608, 8_388_609, 17_000_000])(
      'A document of %i bytes is written as its bytes come',
      async (size) => {
        const key = newKey();
        const body = Buffer.alloc(size, 'some 31 bytes that come again  ');
        const pieces = Array.from({ length: Math.ceil(size / 3_000_001) }, (_, index) =>
          body.subarray(index * 3_000_001, (index + 1) * 3_000_001),
        );
        const { documents } = ports();
        const written = await documents.putStream('documents', key, piecesOf(...pieces), 'application/json', {
          once: false,
        });
        expect(written).toBe(true);
        const stored = await documents.get('documents', key);
        expect(stored?.size).toBe(size);
        expect(Buffer.from(stored?.body ?? []).equals(body)).toBe(true);
      },
    );

    test.each([5, 9_000_000])(
      'Of %i bytes that are streamed once the first writer stays, whoever comes at the same moment or later',
      async (size) => {
        const key = newKey();
        const { documents } = ports();
        const write = (letter: string, once: boolean): Promise<boolean> =>
          documents.putStream('documents', key, piecesOf(Buffer.alloc(size, letter)), 'text/plain', {
            once,
          });
        const wrote = await Promise.all([write('a', true), write('b', true)]);
        expect(wrote.filter(Boolean)).toHaveLength(1);
        const first = text((await documents.get('documents', key))?.body);
        expect(first).toBe((wrote.indexOf(true) === 0 ? 'a' : 'b').repeat(size));
        expect(await write('c', true)).toBe(false);
        expect(text((await documents.get('documents', key))?.body)).toBe(first);
        expect(await write('d', false)).toBe(true);
        expect(text((await documents.get('documents', key))?.body)).toBe('d'.repeat(size));
      },
    );

    test.each([10, 20_000_000])(
      'A body that breaks off after %i bytes leaves nothing behind',
      async (size) => {
        const key = newKey();
        async function* broken(): AsyncGenerator<Uint8Array> {
          yield await Promise.resolve(Buffer.alloc(size));
          throw new Error('the giver broke off');
        }
        const writing = ports().documents.putStream('documents', key, broken(), 'text/plain', { once: true });
        await expect(writing).rejects.toThrow('the giver broke off');
        expect(await ports().documents.get('documents', key)).toBeUndefined();
      },
    );

    test('Each shelf has a bucket of its own', () => {
      const { documents } = ports();
      expect(
        new Set([
          documents.bucketOf('uploads'),
          documents.bucketOf('exchange'),
          documents.bucketOf('documents'),
        ]).size,
      ).toBe(3);
    });
  });
}

export function clearinghouseSuite(ports: () => Ports): void {
  describe('clearinghouse', () => {
    test('A name is sent once; sent again it answers what was sent then', async () => {
      const practiceId = newPracticeId();
      const sent = await ports().clearinghouse.send(
        { practiceId, mode: 'live' },
        '837P-A-1.edi',
        'ISA*first~',
      );
      expect(sent).toEqual({ key: `outbound/${practiceId}/837P-A-1.edi`, text: 'ISA*first~' });
      expect(
        await ports().clearinghouse.send({ practiceId, mode: 'live' }, '837P-A-1.edi', 'ISA*second~'),
      ).toEqual(sent);
      expect(text((await ports().documents.get('exchange', sent.key))?.body)).toBe('ISA*first~');
    });

    test('The same name of two practices is two files', async () => {
      const [one, other] = [newPracticeId(), newPracticeId()];
      await ports().clearinghouse.send({ practiceId: one, mode: 'live' }, 'a.edi', 'one');
      expect(
        (await ports().clearinghouse.send({ practiceId: other, mode: 'live' }, 'a.edi', 'other')).text,
      ).toBe('other');
    });
  });
}

export function executionsSuite(ports: () => Ports): void {
  const output = { outcome: 'accepted', waitKey: '000008', deadlineSeconds: 60 };

  describe('executions', () => {
    test('A name starts one execution of a machine', async () => {
      const name = newClaimId();
      const { executions } = ports();
      expect(await executions.start('claim-pipeline', name, { claimId: name, leg: 1 })).toBe('started');
      expect(await executions.start('claim-pipeline', name, { claimId: name, leg: 2 })).toBe('exists');
      expect(await executions.start('patient-account', name, { cycle: 1 })).toBe('started');
    });

    test('An execution runs until it has ended; one that never was does not', async () => {
      const name = newClaimId();
      const { executions } = ports();
      expect(await executions.isRunning(ports().nameOfExecution(name))).toBe(false);
      await executions.start('claim-pipeline', name, { claimId: name, leg: 1 });
      expect(await executions.isRunning(ports().nameOfExecution(name))).toBe(true);
      await ports().endExecution(name);
      expect(await executions.isRunning(ports().nameOfExecution(name))).toBe(false);
    });

    test('A wait is answered once; then nobody waits with its token any more', async () => {
      const token = await ports().openWait();
      expect(await ports().executions.answer(token, output)).toBe('delivered');
      expect(await ports().executions.answer(token, output)).toBe('gone');
    });

    test('A token that nobody ever gave out is gone', async () => {
      expect(await ports().executions.answer('no-such-token', output)).toBe('gone');
    });
  });
}
