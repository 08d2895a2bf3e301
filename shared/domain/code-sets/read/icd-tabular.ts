import { SaxesParser } from 'saxes';
import type { DiagnosisRange } from '../code-tables.ts';
import type { EditionClaim } from '../rows.ts';
import { codeReferences } from './code-references.ts';
import type { CodeSetFormat, CodeSetReading, FileContext, GiveRow } from './code-set-format.ts';
import { refuse, refuseFile, shown } from './code-set-refused.ts';
import { diagnosisCode } from './fields.ts';
import { fiscalEditionOfNames } from './fiscal-editions.ts';

const noteKinds = {
  excludes1: 'excludes1',
  excludes2: 'excludes2',
  codeFirst: 'codeFirst',
  useAdditionalCode: 'useAdditional',
} as const;
type NoteElement = keyof typeof noteKinds;
type NoteKind = (typeof noteKinds)[NoteElement];

function isNoteElement(name: string): name is NoteElement {
  return Object.hasOwn(noteKinds, name);
}

/** What holds for the codes of a chapter, section or code: its own notes after those of what it stands in. */
interface Scope {
  code: string | undefined;
  readonly line: number;
  readonly notes: Record<NoteKind, readonly DiagnosisRange[]>;
  seventh: readonly string[];
  isGiven: boolean;
}

const scopes = new Set(['chapter', 'section', 'diag']);

/**
 * The tabular list: what is said of a chapter or section holds for all codes in it, what is said of a code for those
 * below it. A seventh character of a code takes the place of its heading's.
 */
class TabularReader implements CodeSetReading {
  readonly #give: GiveRow;
  readonly #context: FileContext;
  readonly #parser = new SaxesParser({ position: true });
  readonly #stack: Scope[] = [];
  readonly #path: string[] = [];
  #text = '';
  #characters: string[] = [];
  #version = '';

  constructor(give: GiveRow, context: FileContext) {
    this.#give = give;
    this.#context = context;
    this.#parser.on('error', (error) =>
      refuse(
        this.#parser.line,
        `XML that cannot be read (${shown(error.message)})`,
        'the tabular list as NCHS publishes it',
      ),
    );
    this.#parser.on('opentag', (tag) => this.#opened(tag.name, tag.attributes));
    this.#parser.on('text', (text) => {
      this.#text += text;
    });
    this.#parser.on('closetag', (tag) => this.#closed(tag.name));
  }

  line(text: string): void {
    this.#parser.write(`${text}\n`);
  }

  end(): void {
    this.#parser.close();
    if (this.#version === '') {
      refuseFile('a tabular list without its version', 'the year in the element "version"');
    }
  }

  claim(): EditionClaim {
    return fiscalEditionOfNames(this.#context, this.#version);
  }

  #opened(name: string, attributes: Readonly<Record<string, unknown>>): void {
    this.#path.push(name);
    this.#text = '';
    if (scopes.has(name)) {
      const above = this.#stack.at(-1);
      // Its own code comes first: what stands in it is not yet known, so the heading is given when a code begins in it.
      this.#giveRow(above);
      this.#stack.push({
        code: undefined,
        line: this.#parser.line,
        notes: { ...(above?.notes ?? { excludes1: [], excludes2: [], codeFirst: [], useAdditional: [] }) },
        seventh: above?.seventh ?? [],
        isGiven: false,
      });
    } else if (name === 'sevenChrDef') {
      this.#characters = [];
    } else if (name === 'extension') {
      const { char } = attributes;
      this.#characters.push(typeof char === 'string' ? char : '');
    }
  }

  #closed(name: string): void {
    this.#path.pop();
    const scope = this.#stack.at(-1);
    if (scopes.has(name)) {
      this.#giveRow(scope);
      this.#stack.pop();
    } else if (name === 'version') {
      this.#version = this.#text.trim();
    } else if (scope === undefined) {
      return;
    } else if (name === 'name' && this.#path.at(-1) === 'diag') {
      scope.code = this.#text.trim();
    } else if (name === 'sevenChrDef') {
      scope.seventh = this.#seventhCharacters();
    } else if (name === 'note') {
      const kind = this.#path.at(-1) ?? '';
      const references = isNoteElement(kind) ? codeReferences(this.#text) : [];
      if (isNoteElement(kind) && references.length > 0) {
        scope.notes[noteKinds[kind]] = withThese(scope.notes[noteKinds[kind]], references);
      }
    }
  }

  #seventhCharacters(): readonly string[] {
    const wrong = this.#characters.find((character) => !/^[0-9A-Z]$/.test(character));
    if (wrong !== undefined || this.#characters.length === 0) {
      refuse(
        this.#parser.line,
        wrong === undefined ? 'no seventh character' : `seventh character ${shown(wrong)}`,
        'one letter or digit in each "extension"',
      );
    }
    return this.#characters;
  }

  #giveRow(scope: Scope | undefined): void {
    if (scope?.code === undefined || scope.isGiven) {
      return;
    }
    scope.isGiven = true;
    const code = diagnosisCode(scope.code, scope.line, 'code');
    this.#give('icd-10-cm-notes', { code, ...scope.notes, seventhCharacters: scope.seventh }, scope.line);
  }
}

/** Headings often repeat what stands above them: each reference is kept once. */
function withThese(
  before: readonly DiagnosisRange[],
  more: readonly DiagnosisRange[],
): readonly DiagnosisRange[] {
  const kept = [...before];
  for (const one of more) {
    if (!kept.some((other) => other.from === one.from && other.to === one.to)) {
      kept.push(one);
    }
  }
  return kept;
}

/**
 * The tabular list of ICD-10-CM in XML. Gives every code that it lists, with the notes that hold for it; codes of seven
 * characters are not listed, what holds for their first characters holds for them.
 */
export const icdTabularList: CodeSetFormat = {
  name: 'ICD-10-CM tabular list',
  kinds: ['icd-10-cm-notes'],
  several: 'alternatives',
  matches: (head) => head.slice(0, 20).some((line) => line.includes('<ICD10CM.tabular')),
  open: (give, context) => new TabularReader(give, context),
};
