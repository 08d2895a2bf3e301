import { describe, expect, test } from 'vitest';
import { ActivePdfScan, malwareShape, unsafeEntryName } from '#domain/intake/recognise/quarantine.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('The name of a file in an archive', () => {
  test.each([
    ['encounters.ndjson', undefined],
    ['2026/10/charges.csv', undefined],
    ['notes/E-1001.pdf', undefined],
    ['a..b/c.csv', undefined],
    ['/etc/passwd', 'a file with an absolute path'],
    ['\\\\server\\x.csv', 'a file with an absolute path'],
    ['C:\\charges.csv', 'a file with an absolute path'],
    ['../charges.csv', 'a file with a path that leads out of the archive'],
    ['a/../../b.csv', 'a file with a path that leads out of the archive'],
    ['a\\..\\b.csv', 'a file with a path that leads out of the archive'],
    ['xl/vbaProject.bin', 'an Office document with macros'],
    ['setup.EXE', 'a program'],
    ['a/b.js', 'a program'],
    ['x.ps1', 'a program'],
    ['invoice.pdf.lnk', 'a program'],
  ])('%s', (name, fault) => {
    expect(unsafeEntryName(name)).toBe(fault);
  });
});

describe('A PDF', () => {
  test.each([
    ['%PDF-1.7 1 0 obj << /Type /Catalog >>', undefined],
    ['%PDF-1.7 /JSON /Javanese /OpenActions', undefined],
    ['%PDF-1.7 << /JavaScript 1 0 R >>', 'a PDF with /JavaScript'],
    ['%PDF-1.7 << /JS(app.alert(1)) >>', 'a PDF with /JS'],
    ['%PDF-1.7 << /J#53 (app.alert(1)) >>', 'a PDF with /JS'],
    ['%PDF-1.7 << /Launch << >> >>', 'a PDF with /Launch'],
    ['%PDF-1.7 << /OpenAction 3 0 R >>', 'a PDF with /OpenAction'],
    ['%PDF-1.7 << /EmbeddedFile >>', 'a PDF with /EmbeddedFile'],
  ])('%s, wherever it is cut', (text, found) => {
    for (let size = 1; size <= text.length; size += 1) {
      const scan = new ActivePdfScan();
      for (let at = 0; at < text.length; at += size) {
        scan.push(bytesOf(text.slice(at, at + size)));
      }
      expect(scan.found).toBe(found);
    }
  });
});

test('A text that starts with MZ is no program', () => {
  expect(malwareShape(bytesOf('MZ,visit,code\n'))).toBeUndefined();
});
