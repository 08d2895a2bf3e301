import { Schema, X12grouper, X12parser } from 'x12-parser';
import { measured } from '../measured-program.ts';

const schemas = [
  new Schema('005010X221A1', { start: 'CLP', name: 'claim', terminators: ['SE'] }),
  new Schema('005010X222A1', { start: 'CLM', name: 'claim', terminators: ['HL', 'SE'] }),
];

/** One object a claim, which holds its segments as x12-parser gives them. */
await measured(async (file) => {
  let segments = 0;
  let claims = 0;
  await new Promise<void>((resolve, reject) => {
    file
      .stream()
      .pipe(new X12parser())
      .pipe(new X12grouper(schemas))
      .on('data', (found: { readonly isGroup?: boolean; readonly data?: readonly unknown[] }) => {
        segments += found.data?.length ?? 1;
        if (found.isGroup === true) claims++;
      })
      .on('error', reject)
      .on('end', resolve);
  });
  return { segments, claims };
});
