import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Third-party sample files lie beside the repository on some machines and are never part of it. */
const folder = join(import.meta.dirname, '../../../../shared/data/x12');

/** One sample file and what independent validators say of it. */
export interface Sample {
  /** `835/era-sample.edi` */
  readonly name: string;
  readonly version: string;
  /** Whether every validator that knows the guide accepts it. */
  readonly acceptedByAll: boolean;
}

/** Every sample, none where the files are absent. */
export const samples: readonly Sample[] = existsSync(join(folder, 'NOTICE.tsv'))
  ? readFileSync(join(folder, 'NOTICE.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line): Sample => {
        const [name = '', , , version = '', , verdicts = ''] = line.split('\t');
        return { name, version, acceptedByAll: !verdicts.includes('reject') };
      })
  : [];

/** The bytes of a sample. */
export function bytesOf(sample: Sample): Uint8Array {
  return readFileSync(join(folder, sample.name));
}

/** Files in the folder that the notice does not list. */
export function unlistedFiles(): string[] {
  const listed = new Set(samples.map((sample) => sample.name));
  return globSync('*/*.edi', { cwd: folder }).filter((name) => !listed.has(name.replaceAll('\\', '/')));
}
