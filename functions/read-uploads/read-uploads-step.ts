import { problemsOf, UploadQuery, type QueryRefused, type UploadQueryAnswer } from '#contracts/queries.ts';
import type { UploadRegister } from '#ports/upload-register.ts';

/** Lists the last uploads of a practice, or shows one; changes nothing. */
export async function readUploadsStep(
  event: unknown,
  world: { readonly uploads: Pick<UploadRegister, 'list' | 'load'> },
): Promise<UploadQueryAnswer | QueryRefused> {
  const read = UploadQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const { practiceId } = read.data;
  if (read.data.query === 'list') {
    return { outcome: 'uploads', uploads: [...(await world.uploads.list(practiceId, read.data.limit))] };
  }
  const { uploadId } = read.data;
  const upload = await world.uploads.load(practiceId, uploadId);
  return upload === undefined
    ? {
        outcome: 'refused',
        problems: [`uploadId: practice ${practiceId} has no upload ${uploadId}`],
        because: 'not-found',
      }
    : { outcome: 'upload', upload };
}
