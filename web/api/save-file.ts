import type { WholeFile } from './bytes.ts';

/** Lets the person keep a file. It is handed over in memory: no address ever names what is in it. */
export function saveFile(name: string, { contentType, bytes }: WholeFile): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: contentType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to write it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
