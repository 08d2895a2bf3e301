import { Tokeniser } from '#domain/x12/tokenise.ts';
import { measured } from '../measured-program.ts';

/** Our tokeniser, and every element of every segment as a string, as the split loop has them. */
await measured(async (file) => {
  let segments = 0;
  let elements = 0;
  const tokeniser = new Tokeniser({
    segment: (cursor) => {
      segments++;
      elements += cursor.elements().length;
    },
    strayBytes: ({ offset }) => {
      throw new Error(`Stray bytes at ${offset}`);
    },
  });
  for await (const chunk of file.chunks()) tokeniser.push(chunk);
  tokeniser.end();
  if (elements < segments) throw new Error('Each segment has an element');
  return { segments };
});
