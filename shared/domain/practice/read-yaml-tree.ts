import { CST, isCollection, isMap, isPair, isScalar, Lexer, parseDocument, type Node } from 'yaml';
import {
  deepestNesting,
  placesIn,
  type DocumentTree,
  type Path,
  type ReadTree,
  type TextPlace,
} from './document-tree.ts';
import type { LocatedFault } from './practice-fault.ts';

type PlaceAt = (offset: number) => TextPlace;

/**
 * Reads a YAML 1.2 text as the plain tree that JSON could say. Whatever else YAML can do is refused before anything is
 * built: aliases and merge keys, by which a short text becomes a huge document; tags; keys that are no words; several
 * documents in one file.
 */
export function readYamlTree(text: string): ReadTree {
  const placeAt = placesIn(text);
  const unwanted = unwantedNotation(text, placeAt);
  if (unwanted.length > 0) {
    return { faults: unwanted };
  }
  const document = parseDocument(text, { prettyErrors: false, stringKeys: true, version: '1.2' });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.slice(0, 20).map(({ code, pos: [offset] }) => ({
        path: [],
        ...placeAt(offset),
        ...(syntaxFaults[code] ?? {
          found: 'what is no YAML',
          expected: 'names with values, "name: value", indented by spaces',
          howToFix: 'Correct the line; lines that belong together start in the same column.',
        }),
      })),
    };
  }
  const nodeAt = (path: Path): Node | null => nearestNode(document.contents, path);
  const offsetOf = (node: Node | null): number => node?.range?.[0] ?? 0;
  const tree: DocumentTree = {
    value: document.toJS(),
    placeOf: (path) => placeAt(offsetOf(nodeAt(path))),
    placeOfField(path, field) {
      const node = nodeAt(path);
      const pair = isMap(node)
        ? node.items.find(({ key }) => isScalar(key) && key.value === field)
        : undefined;
      return placeAt(isScalar(pair?.key) ? offsetOf(pair.key) : offsetOf(node));
    },
    bareText(path) {
      const node: unknown = document.getIn(path, true);
      return isScalar(node) && node.type === 'PLAIN' && node.value !== null && typeof node.value !== 'string'
        ? node.source
        : undefined;
    },
  };
  return { tree };
}

function nearestNode(root: Node | null, path: Path): Node | null {
  let node = root;
  for (const step of path) {
    const next: unknown = isCollection(node) ? node.get(step, true) : undefined;
    if (!isNode(next)) {
      return node;
    }
    node = next;
  }
  return node;
}

function isNode(value: unknown): value is Node {
  return (isScalar(value) || isCollection(value)) && !isPair(value);
}

/**
 * Goes through the text sign by sign, without building anything: what is refused here costs neither memory nor depth,
 * whatever it would grow into.
 */
function unwantedNotation(text: string, placeAt: PlaceAt): LocatedFault[] {
  const faults: LocatedFault[] = [];
  let offset = 0;
  let flowDepth = 0;
  let signsOnLine = 0;
  let documents = 0;
  let skipsContent = false;
  for (const token of new Lexer().lex(text)) {
    const kind = skipsContent ? 'content' : CST.tokenType(token);
    skipsContent = token === CST.SCALAR;
    const start = offset;
    if (token !== CST.DOCUMENT && token !== CST.SCALAR && token !== CST.FLOW_END) {
      offset += token.length;
    }
    const refuse = (fault: Omit<LocatedFault, 'path'>): void => {
      faults.push({ path: [], ...placeAt(start), ...fault });
    };
    switch (kind) {
      case 'newline':
        signsOnLine = 0;
        break;
      case 'flow-map-start':
      case 'flow-seq-start':
        flowDepth += 1;
        break;
      case 'flow-map-end':
      case 'flow-seq-end':
        flowDepth -= 1;
        break;
      case 'seq-item-ind':
      case 'map-value-ind':
        signsOnLine += flowDepth === 0 ? 1 : 0;
        break;
      case 'doc-start':
        documents += 1;
        break;
      case 'content':
        if (token === '<<') {
          refuse(notationFaults.merge);
        }
        break;
      case 'alias':
      case 'anchor':
      case 'tag':
      case 'directive-line':
      case 'explicit-key-ind':
        refuse(notationFaults[kind]);
        break;
      default:
    }
    if (flowDepth > deepestNesting || signsOnLine > deepestNesting || isIndentedTooFar(kind, token)) {
      refuse(notationFaults.depth);
      return faults;
    }
    if (documents > 1) {
      refuse(notationFaults.documents);
      return faults;
    }
    if (faults.length >= 20) {
      return faults;
    }
  }
  return faults;
}

/** A level of a list or object takes at least one column more. */
function isIndentedTooFar(kind: string | null, token: string): boolean {
  return kind === 'space' && token.length > 200;
}

const plain = 'plain names, values and lists';

const notationFaults = {
  alias: {
    found: 'an alias (*name)',
    expected: plain,
    howToFix: 'Write what it stands for.',
  },
  anchor: { found: 'an anchor (&name)', expected: plain, howToFix: 'Remove it.' },
  tag: { found: 'a tag (!name)', expected: plain, howToFix: 'Remove it; put text in quotes.' },
  merge: { found: 'a merge key (<<)', expected: plain, howToFix: 'Write the fields themselves.' },
  'directive-line': {
    found: 'a directive (%)',
    expected: plain,
    howToFix: 'Remove the line.',
  },
  'explicit-key-ind': {
    found: 'a key that is marked with "?"',
    expected: 'names of fields, "name: value"',
    howToFix: 'Write the name of the field.',
  },
  depth: {
    found: `more than ${deepestNesting} levels of lists and objects`,
    expected: 'a practice document, which has six',
    howToFix: 'Start from "practice export".',
  },
  documents: {
    found: 'a second document',
    expected: 'one practice a file',
    howToFix: 'Put each into a file of its own.',
  },
} as const;

const syntaxFaults: Readonly<Record<string, Omit<LocatedFault, 'path'>>> = {
  DUPLICATE_KEY: {
    found: 'a field a second time',
    expected: 'each field once',
    howToFix: 'Remove one of the two.',
  },
  TAB_AS_INDENT: {
    found: 'a tabulator',
    expected: 'spaces before a field',
    howToFix: 'Replace the tabulator by spaces.',
  },
  MULTIPLE_DOCS: notationFaults.documents,
  BLOCK_AS_IMPLICIT_KEY: {
    found: 'two fields on one line',
    expected: 'one "name: value" a line',
    howToFix: 'Put a text with ": " in it in quotes.',
  },
  NON_STRING_KEY: {
    found: 'a name that is a number or a list',
    expected: 'names of fields',
    howToFix: 'Write the name of the field.',
  },
  MISSING_CHAR: {
    found: 'an end that is missing',
    expected: 'a closing quote, ] or }',
    howToFix: 'Close what was opened.',
  },
};
