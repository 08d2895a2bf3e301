import { measured } from '../measured-program.ts';

/** The least that a reader in JavaScript can do with strings: cut at `~`, cut at `*`, chunk by chunk. */
await measured(async (file) => {
  let rest = '';
  let segments = 0;
  let elements = 0;
  for await (const chunk of file.stream().setEncoding('utf8')) {
    const pieces = (rest + String(chunk)).split('~');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      elements += piece.split('*').length;
      segments++;
    }
  }
  if (elements < segments) throw new Error('Each segment has an element');
  return { segments };
});
