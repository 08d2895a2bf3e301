import { Tokeniser } from '#domain/x12/tokenise.ts';
import { measured } from '../measured-program.ts';

/** Our tokeniser: every segment, and where each of its elements starts and ends. */
await measured(async (file) => {
  let segments = 0;
  let elements = 0;
  const tokeniser = new Tokeniser({
    segment: ({ elementCount }) => {
      segments++;
      elements += elementCount;
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
