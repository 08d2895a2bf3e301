import { InterchangeReader } from '#domain/x12/interchange-reader.ts';
import { measured } from '../measured-program.ts';

/** Our reader: full validation, and a typed model of every claim. */
await measured(async (file) => {
  // The ISA, GS, GE and IEA.
  let segments = 4;
  let claims = 0;
  const reader = new InterchangeReader({
    part: () => {
      claims++;
    },
    transaction: ({ accepted, findings, controlNumber, segmentCount }) => {
      segments += segmentCount;
      if (!accepted || findings.length > 0) {
        throw new Error(`Transaction ${controlNumber}: ${findings[0]?.sentence ?? 'not accepted'}`);
      }
    },
  });
  for await (const chunk of file.chunks()) reader.push(chunk);
  reader.end();
  return { segments, claims };
});
