import type { FileProblem } from '#domain/intake/frame/framer.ts';
import type { ArchiveLimits } from '#domain/intake/frame/limits.ts';
import { UnreadableUpload } from '#ports/upload-contents.ts';

function unreadable(
  code: FileProblem['code'],
  found: string,
  expected: string,
  howToFix: string,
): UnreadableUpload {
  return new UnreadableUpload({ code, found, expected, howToFix });
}

export function damaged(found: string): UnreadableUpload {
  return unreadable(
    'archive-damaged',
    found,
    'an archive that unpacks whole',
    'Make the archive again and upload it.',
  );
}

export function encrypted(ordinal: number): UnreadableUpload {
  return unreadable(
    'archive-encrypted',
    `file ${ordinal} of the archive is locked with a password`,
    'an archive without a password; the way here is encrypted',
    'Make the archive without a password.',
  );
}

export function nested(found: string): UnreadableUpload {
  return unreadable(
    'archive-nested',
    found,
    'a zip archive of files, each plain or packed with gzip',
    'Put the files themselves into one archive.',
  );
}

export function tooLarge(found: string, limits: ArchiveLimits): UnreadableUpload {
  return unreadable(
    'archive-too-large',
    found,
    `at most ${limits.expandedBytes} bytes unpacked`,
    'Send the files in several archives.',
  );
}

export function expandsTooMuch(found: string, limits: ArchiveLimits): UnreadableUpload {
  return unreadable(
    'archive-expands-too-much',
    found,
    `at most ${limits.expansionRatio} unpacked bytes for each packed one`,
    'Send the files themselves.',
  );
}

export function tooManyEntries(found: string, limits: ArchiveLimits): UnreadableUpload {
  return unreadable(
    'archive-too-many-entries',
    found,
    `at most ${limits.entryCount} files, and ${limits.directoryBytes} bytes for their names`,
    'Send the files in several archives.',
  );
}

export function storedTooLarge(sizeBytes: number, limits: ArchiveLimits): UnreadableUpload {
  return unreadable(
    'file-too-large',
    `a file of ${sizeBytes} bytes`,
    `at most ${limits.storedBytes} bytes`,
    'Upload the file in pieces.',
  );
}

export function officeDocument(): UnreadableUpload {
  return unreadable(
    'format-unsupported',
    'a workbook or document of Office',
    'one of the formats of the guide',
    'Save the table as CSV in UTF-8.',
  );
}
