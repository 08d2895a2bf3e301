import type {
  FileProblem,
  Frame,
  Framer,
  FramerState,
  IntakeLimits,
  MakeFramer,
} from '#domain/intake/frame/framer.ts';
import { usualIntakeLimits } from '#domain/intake/frame/limits.ts';

/** Limits that a test can reach. */
export const smallLimits: IntakeLimits = {
  ...usualIntakeLimits,
  recordBytes: 200,
  documentBytes: 400,
  recordCount: 500,
  nestingDepth: 6,
  columnCount: 20,
};

export interface Framed {
  readonly frames: readonly Frame[];
  readonly fileProblem: FileProblem | undefined;
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Frames a file that comes in pieces which end at these places. */
export function frameAll(
  makeFramer: MakeFramer,
  file: Uint8Array | string,
  cuts: readonly number[] = [],
  limits: IntakeLimits = usualIntakeLimits,
): Framed {
  const bytes = typeof file === 'string' ? bytesOf(file) : file;
  const framer = makeFramer(limits);
  const frames: Frame[] = [];
  for (const piece of pieces(bytes, 0, cuts)) {
    frames.push(...framer.push(piece));
  }
  frames.push(...framer.finish());
  return { frames, fileProblem: framer.fileProblem };
}

/** Frames a file and stops after each piece: each time a new framer goes on from the state, as it is after storing. */
export function frameWithStops(
  makeFramer: MakeFramer,
  bytes: Uint8Array,
  cuts: readonly number[],
  limits: IntakeLimits,
): Framed {
  const frames: Frame[] = [];
  let framer: Framer = makeFramer(limits);
  for (const end of [...cuts, bytes.length]) {
    const state = JSON.parse(JSON.stringify(framer.state())) as FramerState;
    framer = makeFramer(limits, state);
    if (end > state.resumeOffset) {
      frames.push(...framer.push(bytes.slice(state.resumeOffset, end)));
    }
    if (framer.fileProblem !== undefined) {
      return { frames, fileProblem: framer.fileProblem };
    }
  }
  frames.push(...framer.finish());
  return { frames, fileProblem: framer.fileProblem };
}

function* pieces(bytes: Uint8Array, from: number, cuts: readonly number[]): Generator<Uint8Array> {
  let start = from;
  for (const end of [...cuts, bytes.length]) {
    // A copy that is overwritten afterwards, as a reader of files may reuse its buffer.
    const piece = bytes.slice(start, end);
    yield piece;
    piece.fill(0x23);
    start = end;
  }
}

/** Frames as a test compares them. */
export const textsOf = ({ frames }: Framed): string[] => frames.map(({ text }) => text);
export const codesOf = ({ frames }: Framed): string[] =>
  frames.flatMap(({ problem, number }) => (problem === undefined ? [] : [`${number} ${problem.code}`]));
