import * as z from 'zod';
import type { Delimiters } from '../../x12/interchange.ts';
import type { SegmentCursor } from '../../x12/segment-cursor.ts';
import { type StrayBytes, Tokeniser, UnreadableX12 } from '../../x12/tokenise.ts';
import type { FileProblem, Frame, Framer, FramerState, IntakeLimits, MakeFramer } from './framer.ts';

/** Characters of what stands around a claim: envelope, billing provider, subscriber, patient. */
const mostContextCharacters = 65_536;

const encoder = new TextEncoder();

const State = z.object({
  /** The ISA as it stands in the file; its delimiters are those of all that follows. */
  interchange: z.string(),
  interchangeNumber: z.string(),
  groups: z.int(),
  group: z.string(),
  groupNumber: z.string(),
  transactions: z.int(),
  /** ST to the last segment before the first level. */
  header: z.array(z.string()),
  transactionNumber: z.string(),
  segments: z.int(),
  /** Segments of the level being read and of those above it: billing provider, subscriber, patient; without their HL. */
  levels: z.array(z.array(z.string())),
});
type State = z.infer<typeof State>;

const nothing: State = {
  interchange: '',
  interchangeNumber: '',
  groups: 0,
  group: '',
  groupNumber: '',
  transactions: 0,
  header: [],
  transactionNumber: '',
  segments: 0,
  levels: [],
};

/** Which level each code of HL03 opens. */
const levelCodes = ['20', '22', '23'];

interface OpenClaim {
  readonly offset: number;
  readonly segments: string[];
  characters: number;
}

/**
 * Cuts X12 837 files into claims. Each frame is an interchange of its own with one claim: the envelope, billing
 * provider, subscriber and patient of the file, and the segments of the claim. The counts and control numbers of the
 * envelope are checked on the way; one that is not whole refuses the file.
 */
class X12ClaimsFramer implements Framer {
  fileProblem: FileProblem | undefined;
  readonly #limits: IntakeLimits;
  readonly #tokeniser: Tokeniser;
  /** What is added to the tokeniser's offsets to have those of the file. */
  readonly #shift: number;
  #state: State;
  #claim: OpenClaim | undefined;
  #number: number;
  #frames: Frame[] = [];
  #bytes: number;
  #marked: FramerState;
  #restarting = false;

  constructor(limits: IntakeLimits, state?: FramerState) {
    this.#limits = limits;
    this.#tokeniser = new Tokeniser({
      segment: (cursor) => this.#segment(cursor),
      strayBytes: (stray) => this.#stray(stray),
    });
    this.#marked = state ?? { resumeOffset: 0, number: 0, line: 0, more: nothing };
    this.#state = State.parse(this.#marked.more);
    this.#number = this.#marked.number;
    this.#bytes = this.#marked.resumeOffset;
    const header = encoder.encode(this.#state.interchange);
    this.#shift = this.#bytes - header.length;
    if (header.length > 0) {
      // The delimiters are known again; the segment itself was counted before the stop.
      this.#restarting = true;
      this.#tokeniser.push(header);
      this.#restarting = false;
    }
  }

  push(bytes: Uint8Array): readonly Frame[] {
    this.#bytes += bytes.length;
    this.#read(() => this.#tokeniser.push(bytes));
    return this.#take();
  }

  finish(): readonly Frame[] {
    if (this.#bytes === 0) {
      this.#refuse(
        'file-empty',
        'a file of 0 bytes',
        'an interchange of X12 837',
        'Export the claims again.',
      );
    }
    this.#read(() => this.#tokeniser.end());
    if (this.fileProblem === undefined && this.#number === 0) {
      this.#refuse(
        'file-without-records',
        'no claim',
        'an interchange of X12 837',
        'Export the claims again.',
      );
    }
    return this.#take();
  }

  state(): FramerState {
    return this.#marked;
  }

  #read(step: () => void): void {
    if (this.fileProblem !== undefined) {
      return;
    }
    try {
      step();
    } catch (error) {
      if (!(error instanceof UnreadableX12)) {
        throw error;
      }
      const sentence = error.message.replace(/ \(byte \d+\)$/, '');
      this.#envelopeFault(`at offset ${error.offset + this.#shift} of the file: ${sentence}`);
    }
  }

  #take(): readonly Frame[] {
    const frames = this.#frames;
    this.#frames = [];
    return frames;
  }

  #stray({ offset, length }: StrayBytes): void {
    this.#envelopeFault(
      `${length} bytes at offset ${offset + this.#shift} of the file that belong to no interchange`,
    );
  }

  #segment(cursor: SegmentCursor): void {
    if (this.#restarting || this.fileProblem !== undefined) {
      return;
    }
    const { id } = cursor;
    if (this.#claim !== undefined && isEndOfClaim(id)) {
      this.#giveClaim(this.#claim, cursor.offset + this.#shift);
    }
    this.#state = { ...this.#state, segments: this.#state.segments + 1 };
    switch (id) {
      case 'ISA':
        this.#openInterchange(cursor);
        break;
      case 'GS':
        this.#openGroup(cursor);
        break;
      case 'ST':
        this.#openTransaction(cursor);
        break;
      case 'SE':
        this.#compare('SE', cursor, this.#state.segments, this.#state.transactionNumber);
        this.#state = { ...this.#state, header: [], levels: [], transactionNumber: '' };
        break;
      case 'GE':
        this.#lookThatClosed(cursor);
        this.#compare('GE', cursor, this.#state.transactions, this.#state.groupNumber);
        this.#state = { ...this.#state, group: '', groupNumber: '' };
        break;
      case 'IEA':
        this.#lookThatClosed(cursor);
        this.#compare('IEA', cursor, this.#state.groups, this.#state.interchangeNumber);
        this.#state = nothing;
        break;
      default:
        this.#content(cursor);
        break;
    }
  }

  #openInterchange(cursor: SegmentCursor): void {
    if (this.#state.interchange !== '') {
      this.#envelopeFault(`an ISA at offset ${cursor.offset + this.#shift} inside another interchange`);
    }
    this.#state = {
      ...nothing,
      interchange: this.#textOf(cursor),
      interchangeNumber: cursor.text(13).trim(),
    };
  }

  #openGroup(cursor: SegmentCursor): void {
    if (this.#state.group !== '') {
      this.#envelopeFault(`a GS at offset ${cursor.offset + this.#shift} inside another group`);
    }
    this.#state = {
      ...this.#state,
      groups: this.#state.groups + 1,
      group: this.#textOf(cursor),
      groupNumber: cursor.text(6).trim(),
      transactions: 0,
    };
  }

  #openTransaction(cursor: SegmentCursor): void {
    if (cursor.text(1) !== '837') {
      this.#refuse(
        'file-not-encounters',
        `a transaction set ${cursor.text(1)} at offset ${cursor.offset + this.#shift}`,
        'transaction sets 837',
        'Give answers and remittances to whoever looks after the exchange with the clearinghouse.',
      );
    }
    if (this.#state.group === '' || this.#state.header.length > 0) {
      this.#envelopeFault(
        `an ST at offset ${cursor.offset + this.#shift} outside a group or inside another transaction`,
      );
    }
    this.#state = {
      ...this.#state,
      transactions: this.#state.transactions + 1,
      header: [this.#textOf(cursor)],
      transactionNumber: cursor.text(2).trim(),
      segments: 1,
      levels: [],
    };
  }

  #lookThatClosed(cursor: SegmentCursor): void {
    const isOpen = this.#state.header.length > 0 || (cursor.id === 'IEA' && this.#state.group !== '');
    if (isOpen) {
      this.#envelopeFault(
        `${cursor.id} at offset ${cursor.offset + this.#shift} before what it closes around has ended`,
      );
    }
  }

  #compare(id: string, cursor: SegmentCursor, counted: number, controlNumber: string): void {
    const said = Number(cursor.text(1).trim());
    if (said !== counted) {
      this.#envelopeFault(`${id}01 says ${cursor.text(1).trim() || 'nothing'}, and ${counted} are there`);
    } else if (cursor.text(2).trim() !== controlNumber) {
      this.#envelopeFault(`the control number of ${id}02 is not that of the segment that it closes`);
    }
  }

  #content(cursor: SegmentCursor): void {
    const text = this.#textOf(cursor);
    if (cursor.id === 'CLM') {
      this.#claim = { offset: cursor.offset + this.#shift, segments: [text], characters: text.length };
    } else if (cursor.id === 'HL') {
      const level = levelCodes.indexOf(cursor.text(3));
      const levels = this.#state.levels.slice(0, Math.max(level, 0));
      this.#state = { ...this.#state, levels: [...levels, []] };
    } else if (this.#claim !== undefined) {
      this.#claim.characters += text.length;
      if (this.#claim.characters <= this.#limits.recordBytes) {
        this.#claim.segments.push(text);
      }
    } else {
      this.#keepContext(text);
    }
  }

  #keepContext(text: string): void {
    const { header, levels } = this.#state;
    const last = levels.at(-1);
    this.#state =
      last === undefined
        ? { ...this.#state, header: [...header, text] }
        : { ...this.#state, levels: [...levels.slice(0, -1), [...last, text]] };
    const characters = [...this.#state.header, ...this.#state.levels.flat()].reduce(
      (sum, segment) => sum + segment.length,
      0,
    );
    if (characters > mostContextCharacters) {
      this.#envelopeFault(`more than ${mostContextCharacters} characters before a claim`);
    }
  }

  /** Gives the claim that ended before a byte of the file. */
  #giveClaim(claim: OpenClaim, end: number): void {
    this.#claim = undefined;
    if (this.#number >= this.#limits.recordCount) {
      this.#refuse(
        'file-too-many-records',
        `more than ${this.#limits.recordCount} claims`,
        `at most ${this.#limits.recordCount} records in one upload`,
        'Upload the claims in several files.',
      );
      return;
    }
    this.#number += 1;
    const isLong = claim.characters > this.#limits.recordBytes;
    this.#frames.push({
      number: this.#number,
      offset: claim.offset,
      text: isLong ? '' : this.#interchangeOf(claim),
      ...(isLong
        ? {
            problem: {
              field: '',
              code: 'record-too-long',
              found: `a claim of ${claim.characters} characters`,
              expected: `at most ${this.#limits.recordBytes} bytes a claim`,
              howToFix: 'Divide the claim.',
            },
          }
        : {}),
    });
    this.#marked = { resumeOffset: end, number: this.#number, line: 0, more: this.#state };
  }

  /** The claim in an envelope of its own. */
  #interchangeOf(claim: OpenClaim): string {
    const { element, segment } = this.#tokeniser.delimiters;
    const { interchange, group, header, levels, transactionNumber, groupNumber, interchangeNumber } =
      this.#state;
    const content = [...header];
    for (const [index, segments] of levels.entries()) {
      const parent = index === 0 ? '' : String(index);
      const hasChild = index < levels.length - 1 ? '1' : '0';
      const code = levelCodes[index] ?? '';
      content.push(['HL', String(index + 1), parent, code, hasChild].join(element) + segment, ...segments);
    }
    content.push(...claim.segments);
    return [
      interchange,
      group,
      ...content,
      ['SE', String(content.length + 1), transactionNumber].join(element) + segment,
      ['GE', '1', groupNumber].join(element) + segment,
      ['IEA', '1', interchangeNumber].join(element) + segment,
    ].join('');
  }

  #textOf(cursor: SegmentCursor): string {
    const { element, segment }: Delimiters = this.#tokeniser.delimiters;
    return cursor.elements().join(element) + segment;
  }

  #envelopeFault(found: string): void {
    this.#refuse(
      'envelope-invalid',
      found,
      'whole envelopes of X12, with the counts and control numbers of what is in them',
      'Export the claims again; `claimwright x12 check` says more about the file.',
    );
  }

  #refuse(code: FileProblem['code'], found: string, expected: string, howToFix: string): void {
    this.fileProblem ??= { code, found, expected, howToFix };
  }
}

function isEndOfClaim(id: string): boolean {
  return ['CLM', 'HL', 'SE', 'ST', 'GE', 'GS', 'IEA', 'ISA'].includes(id);
}

/** Claims of X12 837, professional and institutional. */
export const frameX12Claims: MakeFramer = (limits, state) => new X12ClaimsFramer(limits, state);
