import { describe, expect, test } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import { composeAck, composeAckFile, type MessageAnswer } from '#domain/intake/compose-hl7-ack.ts';
import { at } from '#domain/intake/read/hl7/field-path.ts';
import { parseMessage } from '#domain/intake/read/hl7/parse-message.ts';

const answeredAt = Instant.parse('2026-11-20T10:30:15.000Z');
const header = (version: string): string =>
  `MSH|^~\\&|APP|FAC|CLAIMS|CHFM|20261105||DFT^P03^DFT_P03|M-77|P|${version}\rPID|1`;
const refused: MessageAnswer = {
  recordNumber: 4,
  outcome: 'refused',
  problems: [
    {
      field: 'FT1^2^25^1',
      code: 'procedure-code-invalid',
      found: '"FA|KE"',
      expected: 'a code',
      howToFix: 'Fix it.',
    },
    {
      field: 'PID^1^7',
      code: 'field-missing',
      found: 'nothing',
      expected: 'a birth date',
      howToFix: 'Fill it.',
    },
    { field: '', code: 'coverage-order', found: 'x', expected: 'y', howToFix: 'Z.' },
  ],
};

describe('The acknowledgement of a message', () => {
  test.each(['accepted', 'updated', 'unchanged', 'kept', 'held'])('of one that is %s says AA', (outcome) => {
    expect(composeAck(header('2.5'), { recordNumber: 4, outcome, problems: [] }, answeredAt)).toBe(
      'MSH|^~\\&|CLAIMS|CHFM|APP|FAC|20261120103015||ACK^P03^ACK|A4|P|2.5\rMSA|AA|M-77\r',
    );
  });

  test('of one that is refused says where, what and how to put it right, in segments of their own from 2.5 on', () => {
    const lines = composeAck(header('2.5.1'), refused, answeredAt).split('\r');
    expect(lines.slice(1)).toEqual([
      'MSA|AE|M-77',
      'ERR||FT1^2^25^1^1|103^Table value not found^HL70357|E|procedure-code-invalid^^L|||Found "FA\\F\\KE"; expected a code. Fix it.',
      'ERR||PID^1^7|101^Required field missing^HL70357|E|field-missing^^L|||Found nothing; expected a birth date. Fill it.',
      'ERR|||207^Application internal error^HL70357|E|coverage-order^^L|||Found x; expected y. Z.',
      '',
    ]);
  });

  test('of one that is refused has all of it in one segment before 2.5', () => {
    const lines = composeAck(header('2.3'), refused, answeredAt).split('\r');
    expect(lines[0]).toContain('|ACK^P03|');
    expect(lines.slice(1)).toEqual([
      'MSA|AE|M-77',
      'ERR|FT1^2^25^103&Table value not found: procedure-code-invalid&HL70357' +
        '~PID^1^7^101&Required field missing: field-missing&HL70357' +
        '~^^^207&Application internal error: coverage-order&HL70357',
      '',
    ]);
  });

  test.each(['hl7-version-missing', 'hl7-charset', 'segment-malformed', 'test-message'] as const)(
    'of one that cannot be read for %s says AR',
    (code) => {
      const problems = [{ field: 'MSH^1^12', code, found: 'a', expected: 'b', howToFix: 'c' }];
      const ack = composeAck(header('2.5'), { recordNumber: 1, outcome: 'refused', problems }, answeredAt);
      expect(ack).toContain('\rMSA|AR|M-77\r');
    },
  );

  test('of a text without a header has a header of its own', () => {
    const problems = [
      { field: 'MSH^1^1', code: 'hl7-delimiters' as const, found: 'a', expected: 'b', howToFix: 'c' },
    ];
    const ack = composeAck('PID|1', { recordNumber: 2, outcome: 'refused', problems }, answeredAt);
    expect(ack.split('\r').slice(0, 2)).toEqual(['MSH|^~\\&|||||20261120103015||ACK|A2|P|2.5', 'MSA|AR']);
  });

  test('has the delimiters of the message', () => {
    const ack = composeAck('MSH#*:?%#APP####2026##DFT*P03#9#P#2.5', refused, answeredAt);
    const { message } = parseMessage(ack);
    expect(message === undefined ? '' : at(message, 'ERR-8')?.text).toBe(
      'Found "FA|KE"; expected a code. Fix it.',
    );
    expect(message === undefined ? '' : at(message, 'MSA-2')?.text).toBe('9');
  });
});

describe('The acknowledgements of a file', () => {
  const messages = [
    { text: header('2.5'), answer: { recordNumber: 1, outcome: 'accepted', problems: [] } },
    { text: header('2.5'), answer: refused },
  ];
  const fileHeader = 'FHS|^~\\&|APP|FAC|CLAIMS|CHFM|2026';
  const batchHeader = 'BHS|^~\\&|APP|FAC|CLAIMS|CHFM|2026';
  type Message = Parameters<typeof composeAckFile>[0] extends AsyncIterable<infer One> ? One : never;

  async function linesOf(given: readonly Message[]): Promise<string[]> {
    async function* arriving(): AsyncGenerator<Message> {
      for (const message of given) {
        yield await Promise.resolve(message);
      }
    }
    const texts: string[] = [];
    for await (const text of composeAckFile(arriving(), answeredAt)) {
      texts.push(text);
    }
    return texts.join('').split('\r');
  }
  const inEnvelope = (envelope: NonNullable<Message['envelope']>): Message[] =>
    messages.map((message) => ({ ...message, envelope }));

  test('have the envelopes that the file had', async () => {
    const lines = await linesOf(inEnvelope({ fileHeader, batchHeader }));
    expect(lines.slice(0, 2)).toEqual([
      'FHS|^~\\&|CLAIMS|CHFM|APP|FAC|20261120103015',
      'BHS|^~\\&|CLAIMS|CHFM|APP|FAC|20261120103015',
    ]);
    expect(lines.filter((line) => line.startsWith('MSA'))).toEqual(['MSA|AA|M-77', 'MSA|AE|M-77']);
    expect(lines.slice(-3)).toEqual(['BTS|2', 'FTS|1', '']);
  });

  test('have none where the file had none', async () => {
    const lines = await linesOf(messages);
    expect(lines[0]?.startsWith('MSH')).toBe(true);
    expect(lines.filter((line) => /^(?:FHS|BHS|BTS|FTS)/.test(line))).toEqual([]);
  });

  test('have each batch of each file counted, with what could not be cut out in the batch where it stood', async () => {
    const other = batchHeader.replace('2026', '2027');
    const lines = await linesOf([
      ...inEnvelope({ fileHeader, batchHeader }),
      { text: '', answer: refused },
      ...inEnvelope({ fileHeader, batchHeader: other }),
      ...inEnvelope({ batchHeader }),
    ]);
    expect(
      lines.filter((line) => !/^(?:MSH|ERR)/.test(line)).map((line) => line.split('|').slice(0, 2).join('|')),
    ).toEqual([
      'FHS|^~\\&',
      'BHS|^~\\&',
      'MSA|AA',
      'MSA|AE',
      'MSA|AE',
      'BTS|3',
      'BHS|^~\\&',
      'MSA|AA',
      'MSA|AE',
      'BTS|2',
      'FTS|2',
      'BHS|^~\\&',
      'MSA|AA',
      'MSA|AE',
      'BTS|2',
      '',
    ]);
  });
});
