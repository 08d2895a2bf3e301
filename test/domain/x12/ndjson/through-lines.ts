import { encodeFile } from '#domain/x12/ndjson/encode-lines.ts';
import { readJsonLines } from '#domain/x12/ndjson/read-json-lines.ts';
import { writeLines, type WriteLinesOptions } from '#domain/x12/ndjson/write-lines.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';

/** The lines of an X12 file, as a file of lines. */
export function linesOf(x12: string): string {
  return [...encodeFile(readInterchanges(new TextEncoder().encode(x12)))]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

/** X12 from a file of lines, which comes in chunks of so many bytes. */
export async function writtenFrom(
  lines: string,
  options: WriteLinesOptions = {},
  chunkBytes = 997,
): Promise<string> {
  const bytes = new TextEncoder().encode(lines);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  let text = '';
  for await (const interchange of writeLines(readJsonLines(chunks), options)) text += interchange;
  return text;
}
