import type { Candidate, LoopUse } from './guide.ts';

const places = 4096;
const none: readonly Candidate[] = [];

interface Found {
  readonly loop: LoopUse;
  readonly id: string;
  readonly code: number;
  readonly candidates: readonly Candidate[];
}

/** The places that a loop of a guide has for a segment. What was asked lately is remembered: nearly all is asked again. */
export class CandidateLookup {
  readonly #found: (Found | undefined)[] = Array<Found | undefined>(places).fill(undefined);

  /** Places for segments with this id and, where a code tells them apart, this packed code. */
  find(loop: LoopUse, id: string, code: number): readonly Candidate[] {
    const place = (loop.index * 37 + id.charCodeAt(1) * 11 + (code >> 5) + (code >> 16)) & (places - 1);
    const known = this.#found[place];
    if (known !== undefined && known.loop === loop && known.id === id && known.code === code) {
      return known.candidates;
    }
    const ofId = loop.candidates.get(id);
    const candidates = ofId?.byCode.get(code) ?? ofId?.withoutCode ?? none;
    this.#found[place] = { loop, id, code, candidates };
    return candidates;
  }
}
