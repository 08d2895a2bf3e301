import type { Practice } from '#contracts/practice.ts';
import { checkPractice } from './check-practice.ts';
import type { DocumentTree, Path } from './document-tree.ts';
import type { LocatedFault, PracticeFault } from './practice-fault.ts';
import { practiceWarnings } from './practice-warnings.ts';
import { readJsonTree } from './read-json-tree.ts';
import { readYamlTree } from './read-yaml-tree.ts';

/** A practice of 50,000 prices has 3 MB. */
const mostCharacters = 5_000_000;

export type ReadPractice =
  | {
      /** The document as JSON would say it, to be sent on. */
      readonly document: unknown;
      readonly practice: Practice;
      readonly edition: number | undefined;
      /** What is allowed and probably not meant. */
      readonly warnings: readonly LocatedFault[];
      readonly faults?: never;
    }
  | {
      readonly practice?: never;
      readonly edition?: never;
      readonly warnings?: never;
      readonly faults: readonly LocatedFault[];
    };

/**
 * Reads a practice document of YAML or JSON, told apart by its first sign. Every fault names line and column, what
 * stands there, what was expected and what to do. Numbers and words without quotes are text where text is expected, so
 * that `npi: 2000000010` and `zip: 07001` mean what they look like.
 */
export function readPracticeDocument(text: string): ReadPractice {
  const content = text.replace(/^\uFEFF/, '');
  if (content.length > mostCharacters) {
    return wholeFault(
      `${content.length} characters`,
      `at most ${mostCharacters}`,
      'Leave out prices that are no longer used.',
    );
  }
  const first = /[^\s]/.exec(content)?.[0];
  if (first === undefined) {
    return wholeFault('an empty document', 'one practice', 'Start from "practice export".');
  }
  const read = first === '{' || first === '[' ? readJsonTree(content) : readYamlTree(content);
  if (read.faults !== undefined) {
    return { faults: read.faults };
  }
  const { tree } = read;
  const { value, checked } = checkBareText(tree);
  if (checked.faults !== undefined) {
    return { faults: checked.faults.map((fault) => located(fault, tree)) };
  }
  return {
    document: value,
    practice: checked.practice,
    edition: checked.edition,
    warnings: practiceWarnings(checked.practice, value).map((warning) => located(warning, tree)),
  };
}

function wholeFault(found: string, expected: string, howToFix: string): ReadPractice {
  return { faults: [{ path: [], found, expected, howToFix }] };
}

/** Checks; where text was expected and bare text stands that YAML took for something else, checks again with the text. */
function checkBareText(tree: DocumentTree) {
  const checked = checkPractice(tree.value);
  const texts = (checked.faults ?? []).flatMap(({ path, expected }) => {
    const text = expected === 'text' ? tree.bareText(path) : undefined;
    return text === undefined ? [] : [{ path, text }];
  });
  if (texts.length === 0) {
    return { value: tree.value, checked };
  }
  const value: unknown = structuredClone(tree.value);
  for (const { path, text } of texts) {
    put(value, path, text);
  }
  return { value, checked: checkPractice(value) };
}

function put(root: unknown, path: Path, text: string): void {
  let inner = root as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) {
    inner = inner[step] as Record<string | number, unknown>;
  }
  inner[path.at(-1) ?? ''] = text;
}

/** A field that nobody knows stands where its name does, everything else where its value starts. */
function located(fault: PracticeFault, tree: DocumentTree): LocatedFault {
  const name = fault.path.at(-1);
  const place =
    typeof name === 'string' && fault.found === `a field named ${name}`
      ? tree.placeOfField(fault.path.slice(0, -1), name)
      : tree.placeOf(fault.path);
  return { ...fault, ...place };
}
