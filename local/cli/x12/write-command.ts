import { type LineFault, LinesRefused } from '#domain/x12/ndjson/line-fault.ts';
import { readJsonLines } from '#domain/x12/ndjson/read-json-lines.ts';
import { type WrittenOtherwise, writeLines } from '#domain/x12/ndjson/write-lines.ts';
import { CommandFailed } from '../command-failed.ts';
import { onOneLine } from './finding-text.ts';
import { writing } from './output.ts';
import { chunksOf } from './read-file.ts';
import { counted } from './tally.ts';

/** Faults beyond which the rest is only counted. */
const listedFaults = 20;

/** `x12 write`. */
export async function runWrite(
  file: string,
  options: { readonly out?: string; readonly lines?: true },
): Promise<void> {
  try {
    await writing(options.out, async (output) => {
      let written = false;
      const texts = writeLines(readJsonLines(chunksOf(file)), {
        lineBreak: options.lines === true ? '\n' : '',
        note: (note) => process.stderr.write(`${noteText(file, note)}\n`),
      });
      for await (const text of texts) {
        written = true;
        output.write(text);
        await output.settle();
      }
      if (!written) {
        throw new CommandFailed(
          `${file}: found no line; expected lines of JSON as "npx claimwright x12 json" writes them. Nothing was written.`,
        );
      }
    });
  } catch (error) {
    if (!(error instanceof LinesRefused)) throw error;
    const shown = error.faults.slice(0, listedFaults).map((fault) => faultText(file, fault));
    const rest = error.faults.length - shown.length;
    throw new CommandFailed(
      [...shown, ...(rest > 0 ? [`And ${counted(rest, 'further fault')}.`] : [])].join('\n'),
    );
  }
}

function noteText(file: string, { line, path, found, written, why }: WrittenOtherwise): string {
  return onOneLine(`Note: ${file}, line ${line}, ${path}: found "${found}"; wrote "${written}", for ${why}.`);
}

function faultText(file: string, { line, path, found, expected, howToFix }: LineFault): string {
  const where = `${file}, line ${line}${path === '' ? '' : `, ${path}`}`;
  return onOneLine(`${where}: found ${found}; expected ${expected}. ${howToFix}`);
}
