import type { Finding } from '../../describe-issue.ts';
import { describeText } from '../../mask-value.ts';
import { componentOf, repetitionsOf } from './field-path.ts';
import type { Message } from './parse-message.ts';

/** What MSH says of a message. */
export interface Header {
  /** MSH-3 and MSH-4. */
  readonly senderNames: readonly string[];
  /** MSH-9: `DFT` and `P03`. */
  readonly type: string;
  readonly trigger: string;
  /** MSH-10. */
  readonly controlId: string;
  /** MSH-11: P production, T test, D training. */
  readonly processing: string;
  /** MSH-12. */
  readonly version: string;
  /** MSH-18, in which the frame was decoded. */
  readonly charset: string;
}

function headerValue(message: Message, field: number, component = 1): string {
  const [segment] = message.byName.get('MSH') ?? [];
  if (segment?.fields[field] === undefined) {
    return '';
  }
  const [repetition] = repetitionsOf(segment, field, message.delimiters);
  return repetition === undefined ? '' : componentOf(repetition, component);
}

export function readHeader(message: Message): Header {
  // Versions before 2.3.1 may leave the trigger event to EVN-1.
  const [event] = message.byName.get('EVN') ?? [];
  return {
    senderNames: [headerValue(message, 3), headerValue(message, 4)],
    type: headerValue(message, 9).toUpperCase(),
    trigger: (headerValue(message, 9, 2) || (event?.fields[1] ?? '').trim()).toUpperCase(),
    controlId: headerValue(message, 10),
    processing: headerValue(message, 11).toUpperCase(),
    version: headerValue(message, 12),
    charset: headerValue(message, 18).toUpperCase(),
  };
}

const versions = /^2(?:\.[1-8](?:\.\d)?)?$/;
const charsets: ReadonlySet<string> = new Set([
  '',
  'ASCII',
  'US-ASCII',
  'ISO IR6',
  '8859/1',
  'ISO-8859-1',
  'ISO8859/1',
  'UNICODE UTF-8',
  'UTF-8',
  'UTF8',
  'UNICODE',
]);

/** What is wrong with a header whatever the message holds. */
export function headerProblems(header: Header, takesTestMessages: boolean): readonly Finding[] {
  const problems: Finding[] = [];
  if (!versions.test(header.version)) {
    problems.push({
      field: 'MSH^1^12',
      code: 'hl7-version-missing',
      found: header.version === '' ? 'nothing' : describeText(header.version, /^[\d.]{1,8}$/),
      expected: 'a version from 2.1 to 2.8',
      howToFix: 'Have the sending system write its HL7 version in MSH-12.',
    });
  }
  if (!charsets.has(header.charset)) {
    problems.push({
      field: 'MSH^1^18',
      code: 'hl7-charset',
      found: describeText(header.charset, /^[A-Z0-9 /_-]{1,20}$/),
      expected: 'nothing, ASCII, 8859/1 or UNICODE UTF-8',
      howToFix: 'Have the sending system write UTF-8 and say so in MSH-18.',
    });
  }
  if (!takesTestMessages && (header.processing === 'T' || header.processing === 'D')) {
    problems.push({
      field: 'MSH^1^11',
      code: 'test-message',
      found: `processing id ${header.processing}, a ${header.processing === 'T' ? 'test' : 'training'} message`,
      expected: 'P, a production message',
      howToFix: 'Send it to a training practice, or let the source take test messages.',
    });
  }
  if (!/^[A-Z]{3}$/.test(header.type)) {
    problems.push({
      field: 'MSH^1^9',
      code: 'message-type-unknown',
      found: header.type === '' ? 'nothing' : describeText(header.type, /^[A-Z]{3}$/),
      expected: 'a type of message and its event, for example DFT^P03',
      howToFix: 'Have the sending system write the type of message in MSH-9.',
    });
  }
  return problems;
}
