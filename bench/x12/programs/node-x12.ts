import { X12Parser } from 'node-x12';
import { measured } from '../measured-program.ts';

/** The stream of node-x12, not strict: its strict stream throws on files that are valid. */
await measured(async (file) => {
  let segments = 0;
  await new Promise<void>((resolve, reject) => {
    file
      .stream()
      .pipe(new X12Parser(false, 'utf8'))
      .on('data', () => {
        segments++;
      })
      .on('error', reject)
      .on('end', resolve);
  });
  return { segments };
});
