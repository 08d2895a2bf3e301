import type { FileProblem } from '../frame/framer.ts';
import { placeOf, signatureOf, startsWith } from './signatures.ts';

/** Written so that this file is not itself taken for the test virus that scanners know. */
const testVirus = ['X5O!P%@AP[4', 'PZX54(P^)7CC)7}'].join('\\');

/** File names in an archive that are programs, or what runs one. */
const programName =
  /\.(?:exe|dll|com|scr|msi|js|mjs|jse|vbs|vbe|wsf|hta|ps1|psm1|bat|cmd|sh|lnk|jar|py|pif|reg|docm|xlsm|pptm|iso|img)$/i;
const macroName = /(?:^|\/)vbaProject\.bin$/i;

/** What a PDF does by itself when it is opened, or carries along. */
const activePdf = ['/JavaScript', '/JS', '/Launch', '/EmbeddedFile', '/OpenAction', '/RichMedia', '/XFA'];
const longestActive = Math.max(...activePdf.map((name) => name.length)) + 1;

/**
 * Why a file is not read at all, by its first bytes: it is shaped like a program, or like what carries one. Undefined
 * when it is not. This is no virus scanner: it keeps out what no practice means to send.
 */
export function malwareShape(head: Uint8Array): string | undefined {
  const signature = signatureOf(head);
  if (signature?.outcome === 'quarantine' && !isText(head, signature.name)) {
    return signature.name;
  }
  if (placeOf(head, testVirus, 128) !== -1) {
    return 'the test virus of virus scanners';
  }
  if (startsWith(head, 'PK') && placeOf(head, '%PDF-', 1_024) !== -1) {
    return 'an archive that is also a PDF';
  }
  if (isMarkup(head) && /<script[\s>]/i.test(new TextDecoder('latin1').decode(head))) {
    return 'a page with a script';
  }
  return undefined;
}

/** Two signs are little to go by: a CSV header may start with "MZ". A program has bytes that no text has. */
function isText(head: Uint8Array, name: string): boolean {
  return name === 'a Windows program' && !head.subarray(0, 512).includes(0);
}

function isMarkup(head: Uint8Array): boolean {
  const first = head.find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  return first === 0x3c;
}

/** Why an archive with a file of this name is not read; undefined when nothing speaks against the name. */
export function unsafeEntryName(name: string): string | undefined {
  if (/^[/\\]|^[A-Za-z]:/.test(name)) {
    return 'a file with an absolute path';
  }
  if (name.split(/[/\\]/).includes('..')) {
    return 'a file with a path that leads out of the archive';
  }
  if (macroName.test(name)) {
    return 'an Office document with macros';
  }
  return programName.test(name) ? 'a program' : undefined;
}

/**
 * Looks through the bytes of a PDF as they pass for what acts by itself. Names may be written with `#` and two digits
 * for a sign; these count too.
 */
export class ActivePdfScan {
  #rest = '';
  #found: string | undefined;

  push(bytes: Uint8Array): void {
    if (this.#found !== undefined) {
      return;
    }
    const text = this.#rest + new TextDecoder('latin1').decode(bytes);
    const plain = text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
    const name = activePdf.find((wanted) => hasName(plain, wanted));
    this.#found = name === undefined ? undefined : `a PDF with ${name}`;
    this.#rest = text.slice(-longestActive * 3);
  }

  /** What was found so far. */
  get found(): string | undefined {
    return this.#found;
  }
}

/** A name in a PDF ends where no letter or digit follows. */
function hasName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const next = text.charAt(at + name.length);
    if (next !== '' && !/[A-Za-z0-9]/.test(next)) {
      return true;
    }
  }
  return false;
}

/** What the answer says of a file that is put aside. */
export function quarantined(found: string): FileProblem {
  return {
    code: 'file-quarantined',
    found,
    expected: 'data alone, without programs, macros or scripts',
    howToFix: 'Look at the computer that sent it, and upload a clean export under another name.',
  };
}
