import * as z from 'zod';
import { ByteFramer } from './byte-framer.ts';
import type { FramerState, IntakeLimits, MakeFramer } from './framer.ts';
import { nestedTooDeep } from './json-nesting.ts';

const lineFeed = 0x0a;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openList = 0x5b;
const backslash = 0x5c;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/** A field name or a short text around the records that is longer is passed over. */
const shortTextBytes = 1_000;
const utf8 = new TextDecoder('utf-8');

/** What may stand next. */
const phases = [
  'value',
  'element-or-end',
  'element',
  'after-element',
  'object',
  'name-or-end',
  'name',
  'colon',
  'member',
  'after-member',
  'end',
] as const;
type Phase = (typeof phases)[number];

/** What a value is read for. */
type Role = 'record' | 'name' | 'text' | 'nothing';

const JsonState = z.object({
  phase: z.enum(phases),
  hasList: z.boolean(),
  texts: z.record(z.string(), z.string()),
});

interface JsonSettings {
  /** Records are the elements of the list of the outermost object that has one of these names; else they are the outermost values, or the elements of an outermost list. */
  readonly listNames?: readonly string[];
  /** Members of the outermost object that are a record each. The context says of which member a record is then. */
  readonly recordMembers?: readonly string[];
  /** Short texts of the outermost object that go with each record, by the name that they have in the context. */
  readonly contextTexts: Readonly<Record<string, string>>;
  readonly recordBytes: number;
  readonly recordWords: string;
}

/**
 * Cuts JSON values out of a file that may be written over many lines. Brackets and strings are followed byte by byte, so
 * nothing recurses and only the value being read is kept. A fault between values, or in how brackets and strings close,
 * refuses the file: where the next record starts can then only be guessed.
 */
class JsonValuesFramer extends ByteFramer {
  readonly #settings: JsonSettings;
  #phase: Phase;
  /** Whether the list of records was met. */
  #hasList: boolean;
  #texts: Record<string, string>;
  /** As it was at the last mark. */
  #marked: z.infer<typeof JsonState>;
  /** The field name that was read last. */
  #name = '';
  #role: Role | undefined;
  #valueOffset = 0;
  #valueLine = 0;
  #depth = 0;
  #isScalar = false;
  #inString = false;
  #escaped = false;
  #tooDeep = false;
  /** Which bracket closes each open level, as far down as a record may go. */
  readonly #closers: Uint8Array;

  constructor(settings: JsonSettings, limits: IntakeLimits, state?: FramerState) {
    super(limits, state);
    this.#settings = settings;
    this.#closers = new Uint8Array(limits.nestingDepth + 1);
    this.#marked =
      state === undefined
        ? { phase: settings.listNames === undefined ? 'value' : 'object', hasList: false, texts: {} }
        : JsonState.parse(state.more);
    this.#phase = this.#marked.phase;
    this.#hasList = this.#marked.hasList;
    this.#texts = this.#marked.texts;
  }

  protected override scan(final: boolean): void {
    while (this.at < this.length && this.fileProblem === undefined) {
      if (this.#role !== undefined) {
        this.#followValue(this.#role);
        continue;
      }
      const byte = this.bytes[this.at] ?? 0;
      if (byte === lineFeed) {
        this.line += 1;
        this.at += 1;
      } else if (byte === 0x20 || byte === 0x09 || byte === 0x0d) {
        this.at += 1;
      } else {
        this.#structure(byte);
      }
    }
    if (final && this.fileProblem === undefined) {
      this.#endFile();
    }
  }

  protected override keepFrom(): number {
    return this.#role === undefined || !this.#isKept(this.#role) ? this.at : this.#valueOffset - this.base;
  }

  protected override more(): FramerState['more'] {
    return this.#marked;
  }

  protected override expected(): string {
    return this.#settings.recordWords;
  }

  protected override nothingFound(): string {
    return this.#phase === 'end' ? 'no record' : super.nothingFound();
  }

  #endFile(): void {
    if (this.#role === 'record' && this.#isScalar && this.#phase === 'value') {
      this.#endValue('record');
    }
    const isWhole =
      this.#role === undefined &&
      (this.#phase === 'end' || this.#phase === 'value' || this.base + this.length === 0);
    if (!isWhole && this.fileProblem === undefined && !this.#isBlankFile()) {
      this.#breakOff('the end of the file', 'the end of the record and of the list around it');
    }
  }

  #isBlankFile(): boolean {
    return this.#role === undefined && this.#phase === 'object';
  }

  /** A byte outside of any value. */
  #structure(byte: number): void {
    switch (this.#phase) {
      case 'value':
        if (byte === openList && !this.#hasList && this.number === 0) {
          this.#hasList = true;
          this.#go('element-or-end');
        } else if (this.#hasList) {
          this.#breakOff('something after the end of the list', 'the end of the file');
        } else {
          this.#startValue(byte, 'record');
        }
        break;
      case 'element-or-end':
        if (byte === closeList) {
          this.#endList();
        } else {
          this.#startValue(byte, 'record');
        }
        break;
      case 'element':
        this.#startValue(byte, 'record');
        break;
      case 'after-element':
        if (byte === comma) {
          this.#go('element');
        } else if (byte === closeList) {
          this.#endList();
        } else {
          this.#breakOff('something else', '"," or "]" after a record');
        }
        break;
      case 'object':
        this.#take(byte, openObject, 'name-or-end', '"{"');
        break;
      case 'name-or-end':
        if (byte === closeObject) {
          this.#go('end');
        } else {
          this.#startName(byte);
        }
        break;
      case 'name':
        this.#startName(byte);
        break;
      case 'colon':
        this.#take(byte, colon, 'member', '":" after a field name');
        break;
      case 'member':
        this.#startMember(byte);
        break;
      case 'after-member':
        if (byte === comma) {
          this.#go('name');
        } else {
          this.#take(byte, closeObject, 'end', '"," or "}" after a field');
        }
        break;
      case 'end':
        this.#breakOff('something after the end', 'the end of the file');
        break;
    }
  }

  #go(phase: Phase): void {
    this.#phase = phase;
    this.at += 1;
  }

  #take(byte: number, wanted: number, next: Phase, words: string): void {
    if (byte === wanted) {
      this.#go(next);
    } else {
      this.#breakOff('something else', words);
    }
  }

  #endList(): void {
    this.#go(this.#settings.listNames === undefined ? 'end' : 'after-member');
  }

  #startName(byte: number): void {
    if (byte === quote) {
      this.#startValue(byte, 'name');
    } else {
      this.#breakOff('something else', 'a field name in double quotes');
    }
  }

  #startMember(byte: number): void {
    const { listNames, recordMembers } = this.#settings;
    if (listNames?.includes(this.#name) === true && byte === openList) {
      if (this.#hasList) {
        this.#breakOff(`a second "${this.#name}"`, `one "${this.#name}"`);
      } else {
        this.#hasList = true;
        this.#nameMember();
        this.#go('element-or-end');
      }
      return;
    }
    if (recordMembers?.includes(this.#name) === true) {
      this.#nameMember();
      this.#startValue(byte, 'record');
      return;
    }
    const isWanted = byte === quote && Object.hasOwn(this.#settings.contextTexts, this.#name);
    this.#startValue(byte, isWanted ? 'text' : 'nothing');
  }

  /** The context of the records that follow says which member they are of, where several may hold records. */
  #nameMember(): void {
    if (this.#settings.recordMembers !== undefined) {
      this.#texts = { ...this.#texts, member: this.#name };
    }
  }

  #startValue(byte: number, role: Role): void {
    if (byte === comma || byte === colon || byte === closeList || byte === closeObject) {
      this.#breakOff(`"${String.fromCharCode(byte)}"`, 'a value');
      return;
    }
    this.#role = role;
    this.#valueOffset = this.base + this.at;
    this.#valueLine = this.line + 1;
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#tooDeep = false;
    this.#isScalar = byte !== quote && byte !== openObject && byte !== openList;
  }

  /** Follows a value until it ends or the bytes do. */
  #followValue(role: Role): void {
    const { bytes, length } = this;
    for (; this.at < length; this.at += 1) {
      const byte = bytes[this.at] ?? 0;
      if (this.#inString) {
        if (this.#escaped) {
          this.#escaped = false;
        } else if (byte === backslash) {
          this.#escaped = true;
        } else if (byte === quote) {
          this.#inString = false;
          if (this.#depth === 0) {
            this.at += 1;
            this.#endValue(role);
            return;
          }
        } else if (byte < 0x20) {
          this.#breakOff('the end of a line inside a text', 'a closing quotation mark');
          return;
        }
      } else if (this.#isScalar) {
        if (byte <= 0x20 || byte === comma || byte === closeList || byte === closeObject) {
          this.#endValue(role);
          return;
        }
      } else if (this.#followBracket(byte)) {
        if (this.#role !== undefined && this.fileProblem === undefined) {
          this.at += 1;
          this.#endValue(role);
        }
        return;
      }
    }
  }

  /** A byte of an object or list outside its strings; whether it ends the value or the file. */
  #followBracket(byte: number): boolean {
    if (byte === quote) {
      this.#inString = true;
    } else if (byte === openObject || byte === openList) {
      this.#depth += 1;
      if (this.#depth > this.limits.nestingDepth) {
        this.#tooDeep = true;
      } else {
        this.#closers[this.#depth] = byte === openObject ? closeObject : closeList;
      }
    } else if (byte === closeObject || byte === closeList) {
      const closer = this.#closers[this.#depth];
      if (this.#depth <= this.limits.nestingDepth && closer !== byte) {
        this.#breakOff(`"${String.fromCharCode(byte)}"`, `"${String.fromCharCode(closer ?? 0)}"`);
        return true;
      }
      this.#depth -= 1;
      return this.#depth === 0;
    } else if (byte === lineFeed) {
      this.line += 1;
    }
    return false;
  }

  /** The value ended before `at`. */
  #endValue(role: Role): void {
    this.#role = undefined;
    if (role === 'record') {
      this.#giveRecord();
      this.#phase = phaseAfterRecord(this.#phase);
      this.#marked = { phase: this.#phase, hasList: this.#hasList, texts: this.#texts };
      this.mark(this.at);
    } else if (role === 'name') {
      this.#name = this.#shortText() ?? '';
      this.#phase = 'colon';
    } else {
      const contextName = this.#settings.contextTexts[this.#name];
      const text = role === 'text' ? this.#shortText() : undefined;
      if (contextName !== undefined && text !== undefined) {
        this.#texts = { ...this.#texts, [contextName]: text };
      }
      this.#phase = 'after-member';
    }
  }

  #giveRecord(): void {
    const number = this.number + 1;
    const line = this.#valueLine;
    const start = this.#valueOffset - this.base;
    const size = this.at - start;
    if (this.#tooDeep) {
      const problem = nestedTooDeep(this.limits.nestingDepth);
      this.give({ number, line, offset: this.#valueOffset, text: '', problem });
    } else if (size > this.#settings.recordBytes) {
      this.give({
        number,
        line,
        offset: this.#valueOffset,
        text: '',
        problem: {
          field: '',
          code: 'record-too-long',
          found: `a record of ${size} bytes`,
          expected: `at most ${this.#settings.recordBytes} bytes a record`,
          howToFix: 'Shorten its note, or upload its documents by themselves.',
        },
      });
    } else {
      const context = this.#settings.listNames === undefined ? {} : { context: this.#texts };
      this.giveText({ number, line, ...context }, start, this.at);
    }
  }

  /** The text of the string that ended before `at`; undefined when it is long or no text. */
  #shortText(): string | undefined {
    const start = this.#valueOffset - this.base;
    if (this.at - start > shortTextBytes) {
      return undefined;
    }
    try {
      return z.string().parse(JSON.parse(utf8.decode(this.bytes.subarray(start, this.at))));
    } catch {
      return undefined;
    }
  }

  /** Whether the bytes of the value are still needed. */
  #isKept(role: Role): boolean {
    const size = this.base + this.at - this.#valueOffset;
    if (role === 'record') {
      return !this.#tooDeep && size <= this.#settings.recordBytes;
    }
    return role !== 'nothing' && size <= shortTextBytes;
  }

  #breakOff(found: string, expected: string): void {
    const line = this.line + 1;
    this.refuse({
      code: 'file-broken-off',
      found: `on line ${line}, at offset ${this.base + this.at} of the file, after ${this.number} records: ${found}`,
      expected,
      howToFix:
        'Export the file again. With one record a line (NDJSON) a fault would cost only the record it is in.',
      line,
    });
  }
}

function phaseAfterRecord(phase: Phase): Phase {
  switch (phase) {
    case 'value':
      return 'value';
    case 'member':
      return 'after-member';
    default:
      return 'after-element';
  }
}

/** The elements of a list of encounters, or encounters one after another, however they are laid out. */
export const frameEncounterValues: MakeFramer = (limits, state) =>
  new JsonValuesFramer(
    {
      contextTexts: {},
      recordBytes: limits.recordBytes,
      recordWords: 'an encounter, or a list of encounters, as JSON',
    },
    limits,
    state,
  );

/** The entries of a FHIR bundle. The context has what stands before them in the file: type, id and time of the bundle. */
export const frameBundleEntries: MakeFramer = (limits, state) =>
  new JsonValuesFramer(
    {
      listNames: ['entry'],
      contextTexts: { type: 'bundleType', id: 'bundleId', timestamp: 'bundleTimestamp' },
      recordBytes: limits.documentBytes,
      recordWords: 'a FHIR bundle with entries',
    },
    limits,
    state,
  );

/** A FHIR resource by itself, or several one after another, however they are laid out. */
export const frameResourceValues: MakeFramer = (limits, state) =>
  new JsonValuesFramer(
    { contextTexts: {}, recordBytes: limits.documentBytes, recordWords: 'a FHIR resource as JSON' },
    limits,
    state,
  );

/** The records of a file of an old system, and its control totals. The context has the name of the list. */
export const frameCutoverRecords: MakeFramer = (limits, state) =>
  new JsonValuesFramer(
    {
      listNames: ['claims', 'patients', 'coverages'],
      recordMembers: ['totals'],
      contextTexts: {},
      recordBytes: limits.recordBytes,
      recordWords:
        'an object with claims, patients or coverages, a list of objects, and totals, one such object',
    },
    limits,
    state,
  );
