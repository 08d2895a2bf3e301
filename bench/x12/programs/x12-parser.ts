import { X12parser } from 'x12-parser';
import { measured } from '../measured-program.ts';

await measured(async (file) => {
  let segments = 0;
  await new Promise<void>((resolve, reject) => {
    file
      .stream()
      .pipe(new X12parser())
      .on('data', () => {
        segments++;
      })
      .on('error', reject)
      .on('end', resolve);
  });
  return { segments };
});
