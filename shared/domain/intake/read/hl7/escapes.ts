import type { Delimiters } from './parse-message.ts';

const hexadecimal = /^X(?:[0-9A-Fa-f]{2})+$/;
const command = /^\.(br|sp|ce|in|ti|fi|nf|sk)([+-]?\d{1,3})?$/;

/**
 * A value as it was before it was put into a message. An escape that nobody defined stays as it stands, and so does a
 * lone escape character: senders that do not escape at all are common, and a guess would lose text.
 * Source: HL7 version 2, chapter 2: use of escape sequences in text fields.
 */
export function unescapeText(text: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  let at = text.indexOf(escape);
  if (at === -1) {
    return text;
  }
  let result = '';
  let from = 0;
  while (at !== -1) {
    const end = text.indexOf(escape, at + 1);
    if (end === -1) {
      break;
    }
    const meaning = meaningOf(text.slice(at + 1, end), delimiters);
    if (meaning === undefined) {
      result += text.slice(from, at + 1);
      from = at + 1;
      at = end;
    } else {
      result += text.slice(from, at) + meaning;
      from = end + 1;
      at = text.indexOf(escape, from);
    }
  }
  return result + text.slice(from);
}

function meaningOf(sequence: string, delimiters: Delimiters): string | undefined {
  switch (sequence) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent === '' ? '&' : delimiters.subcomponent;
    case 'R':
      return delimiters.repetition;
    case 'E':
      return delimiters.escape;
    case 'P':
      return '#';
    // Start and end of highlighting.
    case 'H':
    case 'N':
      return '';
    default:
      break;
  }
  if (hexadecimal.test(sequence)) {
    return decodeHexadecimal(sequence.slice(1));
  }
  const [, name, count = ''] = command.exec(sequence) ?? [];
  switch (name) {
    case undefined:
      return undefined;
    case 'br':
      return '\n';
    case 'sp':
      return '\n'.repeat(Math.min(Math.max(Number(count === '' ? '1' : count), 1), 20));
    case 'ce':
      return '\n';
    case 'sk':
      return ' ';
    // Indents and fill modes say how a text looks, not what it says.
    default:
      return '';
  }
}

function decodeHexadecimal(digits: string): string {
  const bytes = Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
  const text = new TextDecoder().decode(bytes);
  return text.includes('\uFFFD') ? String.fromCharCode(...bytes) : text;
}
