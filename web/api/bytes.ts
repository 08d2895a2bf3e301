/** A piece of a file as the API hands it out. */
export interface Piece {
  readonly contentType: string;
  readonly base64: string;
  readonly next?: number | undefined;
}

export interface WholeFile {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is longer is not gathered in the memory of a page. */
const mostBytes = 30_000_000;

/**
 * All pieces of a file, one after the other.
 * @throws Error where the file is longer than a page should hold.
 */
export async function gatherPieces(read: (from: number) => Promise<Piece>): Promise<WholeFile> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let from: number | undefined = 0;
  let contentType = '';
  while (from !== undefined) {
    const piece: Piece = await read(from);
    const bytes = bytesOf(piece.base64);
    pieces.push(bytes);
    length += bytes.length;
    if (length > mostBytes) {
      throw new Error('The file is too long to be shown here; ask whoever runs Claimwright for it.');
    }
    ({ contentType, next: from } = piece);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return { contentType, bytes: whole };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const signs = atob(base64);
  const bytes = new Uint8Array(signs.length);
  for (let at = 0; at < signs.length; at += 1) {
    bytes[at] = signs.charCodeAt(at);
  }
  return bytes;
}

/** A text as a file. */
export function textFile(text: string, contentType: string): WholeFile {
  return { contentType, bytes: new TextEncoder().encode(text) };
}
