import type { CardType } from '#contracts/front-desk.ts';

const largestBytes = 2_800_000;

/** How files of a kind begin. */
const beginnings: Readonly<Record<CardType, readonly number[]>> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
};

/** Why a file is no picture of a card; what it says it is and what it is must be the same. */
export function cardFault(bytes: Uint8Array, mediaType: CardType): string | undefined {
  if (bytes.length > largestBytes) {
    return `The picture has ${(bytes.length / 1_000_000).toFixed(1)} megabytes; at most 2.8 are taken. Take it once more with a lower resolution.`;
  }
  return beginnings[mediaType].every((byte, place) => bytes[place] === byte)
    ? undefined
    : `The file is no ${mediaType === 'application/pdf' ? 'PDF' : mediaType === 'image/png' ? 'PNG picture' : 'JPEG picture'}. Take the picture once more, or save it as JPEG, PNG or PDF.`;
}
