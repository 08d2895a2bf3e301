import { readStagedFile, type StagedFile, type StagedFileRead } from '#domain/warehouse/staged-file.ts';
import { UnreadableWarehouseFile, type WarehouseFiles } from './warehouse-files.ts';

/** Reads staged facts. A file that is gone, breaks off or holds something else is told of, and none of it is used. */
export async function readStagedFacts(
  file: StagedFile,
  { warehouse }: { readonly warehouse: Pick<WarehouseFiles, 'readLines'> },
): Promise<StagedFileRead> {
  try {
    return readStagedFile(file, await warehouse.readLines(file.key));
  } catch (error) {
    if (error instanceof UnreadableWarehouseFile) {
      return { problems: [error.message] };
    }
    throw error;
  }
}

/** What becomes of a damaged file of a day, for who reads that the export was refused. */
export const curedByDeriving =
  'What was published before stays. The day is derived anew from the books by the next export: start one, and look why the file was changed.';
export const curedByRestoring =
  'What was published before stays. Its month is closed, so nothing is derived anew: restore the version of the file that was written first, which the bucket keeps, and export again.';
