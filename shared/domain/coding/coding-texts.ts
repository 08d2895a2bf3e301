import type { Claim } from '#contracts/claim.ts';
import type { CodingText } from '#contracts/coding.ts';

/**
 * The texts that a visit is coded from: the note of the visit, and the documents that say what the note does not. A note
 * that was put together of documents is signed where one of them is.
 */
export function codingTexts({ note, documents = [] }: Pick<Claim, 'note' | 'documents'>): CodingText[] {
  const signed = documents.length === 0 || documents.some((document) => document.signed);
  return [
    ...(note === undefined ? [] : [{ textId: 'note' as const, kind: 'note' as const, signed, text: note }]),
    ...documents.flatMap(({ documentId, kind, signed: isSigned, text }): CodingText[] =>
      text === undefined ? [] : [{ textId: documentId, kind, signed: isSigned, text }],
    ),
  ];
}
