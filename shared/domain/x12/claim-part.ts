import type { SegmentInWords } from '#contracts/files.ts';
import { explainSegment } from './explain-segment.ts';
import type { LoopView, SegmentView } from './tree.ts';

/** By what a claim is known in a file. */
export interface ClaimMark {
  /** The patient control number, or the trace number of an inquiry. */
  readonly number: string;
  /** Which CLP of its transaction it is, counted from 1: one number may stand there twice. */
  readonly claimIndex?: number;
}

/** Segments that open what is there many times: of these only the one around the claim is kept. */
const levelOpenings = new Set(['HL', 'LX', 'CLM', 'CLP', 'TRN', 'AK2']);
/** Segments that name a claim, and where. */
const naming: ReadonlyMap<string, number> = new Map([
  ['CLM', 1],
  ['CLP', 1],
  ['TRN', 2],
]);

interface Kept {
  readonly loops: readonly LoopView[];
  readonly words: SegmentInWords;
}

/**
 * Keeps of a transaction, as it is read, what is about one claim: the claim, and around it the header, the levels above
 * and the parties of these. Other claims, and what a payer settles with the provider as a whole, are let go.
 */
export class ClaimPart {
  readonly #mark: ClaimMark | undefined;
  readonly #limit: number;
  readonly #openings = new WeakMap<LoopView, string>();
  readonly #others = new WeakSet<LoopView>();
  #loops: LoopView[] = [];
  #kept: Kept[] = [];
  #found: LoopView | undefined;
  #claims = 0;
  #isOver = false;
  #isCut = false;

  /** Without a mark all of the transaction is about the claim, as of an acknowledgement of what was sent. */
  constructor(mark: ClaimMark | undefined, limit: number) {
    this.#mark = mark;
    this.#limit = limit;
  }

  /** Whether nothing more of the file is needed. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get isFound(): boolean {
    return this.#found !== undefined || (this.#mark === undefined && this.#kept.length > 0);
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  get segments(): readonly SegmentInWords[] {
    return this.#kept.map(({ words }) => words);
  }

  /** An ST was read. */
  begin(): void {
    if (this.isFound) {
      this.#isOver = true;
    } else {
      this.#loops = [];
      this.#kept = [];
      this.#claims = 0;
    }
  }

  add(segment: SegmentView): void {
    if (this.#isOver) {
      return;
    }
    const opened = this.#open(segment);
    if (this.#found !== undefined && !this.#loops.includes(this.#found)) {
      this.#isOver = true;
      return;
    }
    const isNamed = this.#found === undefined && this.#mark !== undefined && this.#names(segment);
    if (isNamed) {
      this.#found = segment.loop;
    }
    if (this.#isOther(segment, opened) || segment.id === 'PLB') {
      return;
    }
    if (this.#kept.length >= this.#limit) {
      this.#isCut = true;
      return;
    }
    this.#kept.push({ loops: [...this.#loops], words: inWords(segment, opened) });
  }

  /** Follows the loops; answers the one that begins with the segment. */
  #open(segment: SegmentView): LoopView | undefined {
    const { loop } = segment;
    const isNew = this.#loops[loop.depth] !== loop;
    this.#loops = [...this.#loops.slice(0, loop.depth), loop];
    if (!isNew) {
      return undefined;
    }
    this.#openings.set(loop, segment.id);
    if (this.#mark !== undefined && this.#found === undefined && levelOpenings.has(segment.id)) {
      // What is not around the claim after all.
      this.#kept = this.#kept.filter(({ loops }) => {
        const other = loops[loop.depth];
        return other === undefined || !levelOpenings.has(this.#openings.get(other) ?? '');
      });
    }
    return loop;
  }

  #names(segment: SegmentView): boolean {
    const element = naming.get(segment.id);
    if (segment.id === 'CLP') {
      this.#claims += 1;
    }
    const { number, claimIndex } = this.#mark ?? {};
    return (
      element !== undefined &&
      segment.text(element) === number &&
      (segment.id !== 'CLP' || claimIndex === undefined || claimIndex === this.#claims)
    );
  }

  /** Whether it is of another claim. */
  #isOther(segment: SegmentView, opened: LoopView | undefined): boolean {
    if (
      this.#mark !== undefined &&
      this.#found === undefined &&
      opened !== undefined &&
      naming.has(segment.id)
    ) {
      this.#others.add(opened);
    }
    return this.#loops.some((loop) => this.#others.has(loop));
  }
}

function inWords(segment: SegmentView, opened: LoopView | undefined): SegmentInWords {
  const { id, label, elements } = explainSegment(segment);
  const { depth, use } = segment.loop;
  return {
    depth,
    ...(opened !== undefined && depth > 0 && { opens: `${use.id} ${use.label}` }),
    raw: rawOf(segment),
    id,
    label,
    elements: elements.map((element) => ({ ...element })),
  };
}

/** The segment as it stands in the file. */
function rawOf(segment: SegmentView): string {
  const { element, segment: terminator } = segment.delimiters;
  const texts = Array.from({ length: segment.elementCount }, (_, index) => segment.text(index + 1) ?? '');
  return `${[segment.id, ...texts].join(element)}${terminator}`;
}
