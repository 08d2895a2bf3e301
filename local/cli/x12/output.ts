import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync, type WriteStream } from 'node:fs';
import { CommandFailed } from '../command-failed.ts';

const pieceCharacters = 65_536;

/**
 * Text for standard output or a file, written in large pieces, and no faster than it is taken. A file comes into being
 * only when it is whole: until `finish` it stands beside its place under another name.
 */
export class Output {
  readonly #file: string | undefined;
  readonly #stream: NodeJS.WriteStream | WriteStream;
  #text = '';
  #fault: Error | undefined;

  constructor(file?: string) {
    this.#file = file;
    this.#stream = file === undefined ? process.stdout : createWriteStream(partName(file));
    if (file !== undefined) {
      this.#stream.on('error', (error) => {
        this.#fault = error;
      });
    }
  }

  write(text: string): void {
    this.#text += text;
  }

  /** Hands on what was written, when it is enough to be worth it, and waits until there is room for more. */
  readonly settle = async (): Promise<void> => {
    if (this.#text.length >= pieceCharacters) await this.flush();
  };

  /** Hands on all that was written. */
  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    this.#refuse();
    if (text !== '' && !this.#stream.write(text)) await this.#until('drain');
  }

  /** Everything is written. Errors: {@link CommandFailed} when the file cannot be. */
  async finish(): Promise<void> {
    await this.flush();
    if (this.#file === undefined) return;
    this.#stream.end();
    await this.#until('close');
    renameSync(partName(this.#file), this.#file);
  }

  /** Nothing is to be left of the file. */
  async discard(): Promise<void> {
    this.#text = '';
    if (this.#file === undefined) return;
    if (this.#fault === undefined) {
      this.#stream.end();
      await once(this.#stream, 'close');
    }
    rmSync(partName(this.#file), { force: true });
  }

  async #until(event: string): Promise<void> {
    if (this.#fault === undefined) {
      try {
        await once(this.#stream, event);
      } catch {
        // The listener for errors has it.
      }
    }
    this.#refuse();
  }

  #refuse(): void {
    if (this.#fault !== undefined) {
      throw new CommandFailed(
        `${this.#file ?? 'standard output'} cannot be written: ${this.#fault.message}.`,
      );
    }
  }
}

function partName(file: string): string {
  return `${file}.part`;
}

/** Runs what writes, and leaves the file only when it comes to its end. */
export async function writing<Result>(
  file: string | undefined,
  run: (output: Output) => Promise<Result>,
): Promise<Result> {
  const output = new Output(file);
  try {
    const result = await run(output);
    await output.finish();
    return result;
  } catch (error) {
    if (file === undefined) await output.flush();
    else await output.discard();
    throw error;
  }
}
