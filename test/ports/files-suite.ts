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
