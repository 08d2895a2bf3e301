import { read276 } from '#domain/x12/guides/005010X212-276/read.ts';
import { write276 } from '#domain/x12/guides/005010X212-276/write.ts';
import { read277 } from '#domain/x12/guides/005010X212-277/read.ts';
import { write277 } from '#domain/x12/guides/005010X212-277/write.ts';
import { read277CA } from '#domain/x12/guides/005010X214-277CA/read.ts';
import { write277CA } from '#domain/x12/guides/005010X214-277CA/write.ts';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { read837I } from '#domain/x12/guides/005010X223A2-837I/read.ts';
import { write837I } from '#domain/x12/guides/005010X223A2-837I/write.ts';
import { read999 } from '#domain/x12/guides/005010X231A1-999/read.ts';
import { write999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import { read270 } from '#domain/x12/guides/005010X279A1-270/read.ts';
import { write270 } from '#domain/x12/guides/005010X279A1-270/write.ts';
import { read271 } from '#domain/x12/guides/005010X279A1-271/read.ts';
import { write271 } from '#domain/x12/guides/005010X279A1-271/write.ts';
import { type ReadTransaction, readInterchanges } from '#domain/x12/read-interchanges.ts';
import { sameValue } from '#domain/x12/same-value.ts';
import type { LoopNode } from '#domain/x12/tree.ts';
import { plainEnvelope } from './arbitraries.ts';

const controlNumbers = { interchange: 1, group: 1 };

/** Reads the typed model, writes it, and reads what was written: both models. */
const throughModel: Readonly<
  Record<
    string,
    (one: ReadTransaction) => { model: unknown; text: string; read: (one: ReadTransaction) => unknown }
  >
> = {
  '837P': (one) => {
    const { header, claims } = read837P(one);
    const text = write837P(plainEnvelope, claims, controlNumbers, { kind: header.kind });
    return { model: claims, text, read: (again) => read837P(again).claims };
  },
  '837I': (one) => {
    const { header, claims } = read837I(one);
    const text = write837I(plainEnvelope, claims, controlNumbers, { kind: header.kind });
    return { model: claims, text, read: (again) => read837I(again).claims };
  },
  '835': (one) => {
    const model = read835(one);
    return { model, text: write835(plainEnvelope, [model], controlNumbers), read: read835 };
  },
  '270': (one) => {
    const model = read270(one);
    return { model, text: write270(plainEnvelope, model, controlNumbers), read: read270 };
  },
  '271': (one) => {
    const model = read271(one);
    return { model, text: write271(plainEnvelope, model, controlNumbers), read: read271 };
  },
  '276': (one) => {
    const model = read276(one);
    return { model, text: write276(plainEnvelope, model, controlNumbers), read: read276 };
  },
  '277': (one) => {
    const model = read277(one);
    return { model, text: write277(plainEnvelope, [model], controlNumbers), read: read277 };
  },
  '277CA': (one) => {
    const model = read277CA(one);
    return { model, text: write277CA(plainEnvelope, [model], controlNumbers), read: read277CA };
  },
  '999': (one) => {
    const model = read999(one);
    return { model, text: write999(plainEnvelope, [model], controlNumbers), read: read999 };
  },
};

/** The same model again, and no segment lost: only how adjustments share a CAS, and what HL04 and SE count, may differ. */
export function isKept(transaction: ReadTransaction): boolean {
  const through = throughModel[transaction.guide?.name ?? '']?.(transaction);
  if (through === undefined) return false;
  const written = readInterchanges(new TextEncoder().encode(through.text));
  const [again] = written.interchanges.flatMap((one) => one.groups).flatMap((group) => group.transactions);
  if (again === undefined || !sameValue(through.read(again), through.model)) return false;
  return sameValue(segmentsOf(transaction), segmentsOf(again));
}

/** The body's segments in one spelling and order, for comparison. */
function segmentsOf(transaction: ReadTransaction): string[] {
  const { tree } = transaction;
  if (tree === undefined) return [];
  const { component, repetition = '^' } = tree.delimiters;
  const segments: string[] = [];
  const visit = (node: LoopNode): void => {
    for (const child of node.children) {
      if (child.kind === 'loop') visit(child);
      else if (!['ST', 'BHT', 'SE', 'CAS', 'HL', 'LS', 'LE'].includes(child.elements[0] ?? '')) {
        segments.push(
          child.elements
            .map((element) => element.replaceAll(component, ':').replaceAll(repetition, '^'))
            .map((element) => (/^-?\d*\.\d+$/.test(element) ? String(Number(element)) : element))
            .join('*')
            .replace(/\*+$/, ''),
        );
      }
    }
  };
  visit(tree.node);
  return segments.toSorted();
}
