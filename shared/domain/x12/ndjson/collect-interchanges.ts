import type * as z from 'zod';
import { sameValue } from '#domain/x12/same-value.ts';
import { describe, faultsFrom, type LineFault, LinesRefused, refuseLine } from './line-fault.ts';
import { groupLineSchema, interchangeLineSchema, lineSchemas } from './lines.ts';
import type { JsonLine } from './read-json-lines.ts';
import { type SplitModel, type TransactionFormat, transactionFormats } from './transaction-formats.ts';

/** One transaction as lines describe it. */
export interface CollectedTransaction extends SplitModel {
  readonly line: number;
  /** Where each part stands. */
  readonly partLines: readonly number[];
  readonly format: TransactionFormat;
  readonly controlNumber: string;
  readonly version?: string;
}

export interface CollectedGroup extends Omit<z.output<typeof groupLineSchema>, 'type' | 'findings'> {
  readonly line: number;
  /** At least one. */
  readonly transactions: readonly CollectedTransaction[];
}

/** One interchange as lines describe it, with nothing missing. */
export interface CollectedInterchange extends Omit<
  z.output<typeof interchangeLineSchema>,
  'type' | 'findings'
> {
  readonly line: number;
  readonly groups: readonly CollectedGroup[];
}

/** A transaction whose line has not come yet. */
interface OpenTransaction {
  readonly format: TransactionFormat;
  readonly controlNumber: string;
  readonly parts: object[];
  readonly partLines: number[];
}

const lineTypes = 'one of "part", "transaction", "group", "interchange"';

/**
 * Puts interchanges together from lines, each of which comes after what it holds. An interchange is given only when it
 * is whole; until then its parts are kept.
 *
 * Errors: {@link LinesRefused} for the first line that has not the form of its type, or stands in a wrong place.
 */
export class InterchangeCollector {
  #open: OpenTransaction | undefined;
  #transactions: CollectedTransaction[] = [];
  /** Control numbers of those. */
  readonly #controlNumbers = new Set<string>();
  #groups: CollectedGroup[] = [];

  /** Takes the next line and gives the interchange that it completes. */
  take({ line, json }: JsonLine): CollectedInterchange | undefined {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      throw refuseLine(line, '', {
        found: describe(json),
        expected: 'an object with a "type"',
        howToFix: 'Write one JSON object a line.',
      });
    }
    const type = fieldOf(json, 'type');
    switch (type) {
      case 'part':
        this.#part(line, json);
        return undefined;
      case 'transaction':
        this.#transaction(line, json);
        return undefined;
      case 'group':
        this.#group(line, json);
        return undefined;
      case 'interchange':
        return this.#interchange(line, json);
      case 'unreadable':
        throw refuseLine(line, '', {
          found: 'the end of a file that could not be read whole',
          expected: 'lines of a whole file',
          howToFix:
            'Read the file again when its fault is mended, or remove this line to write what stands before it.',
        });
      default:
        throw refuseLine(line, 'type', {
          found: describe(type),
          expected: lineTypes,
          howToFix: type === undefined ? 'Add type.' : 'Correct type.',
        });
    }
  }

  /** The lines have ended. Errors: {@link LinesRefused} when something is not closed. */
  end(): void {
    const open = this.#open;
    if (open !== undefined) throw this.#notClosed(open);
    const [transaction] = this.#transactions;
    if (transaction !== undefined) {
      throw refuseLine(transaction.line, '', {
        found: `the transaction "${transaction.controlNumber}" without a group`,
        expected: 'a line of type "group" after the transactions of a group',
        howToFix: 'Add the line of its group, and the line of the interchange after it.',
      });
    }
    const [group] = this.#groups;
    if (group !== undefined) {
      throw refuseLine(group.line, '', {
        found: `the group "${group.controlNumber}" without an interchange`,
        expected: 'a line of type "interchange" after the groups of an interchange',
        howToFix: 'Add the line of its interchange.',
      });
    }
  }

  #part(line: number, json: object): void {
    const { format, schemas } = formatOf(line, json);
    if (schemas.part === undefined) {
      throw refuseLine(line, 'guide', {
        found: `a part of a ${format.guide.name}`,
        expected: `the whole model of a ${format.guide.name} in its line of type "transaction"`,
        howToFix: 'Put what the part holds into the model.',
      });
    }
    const value = parse(schemas.part, line, json);
    const open = this.#open ?? { format, controlNumber: value.transaction, parts: [], partLines: [] };
    if (open.controlNumber !== value.transaction || open.format !== format) throw this.#notClosed(open, line);
    if (value.index !== open.parts.length) {
      throw refuseLine(line, 'index', {
        found: String(value.index),
        expected: `${open.parts.length}, for parts are counted from 0 without gaps`,
        howToFix: 'Put the parts of a transaction in order, all of them, and count them again.',
      });
    }
    this.#checkShared(line, open, value.part);
    open.parts.push(value.part);
    open.partLines.push(line);
    this.#open = open;
  }

  /** What a transaction says once cannot differ between its parts. */
  #checkShared(line: number, open: OpenTransaction, part: object): void {
    const [first] = open.parts;
    if (first === undefined) return;
    for (const field of open.format.sharedByParts) {
      if (sameValue(fieldOf(first, field), fieldOf(part, field))) continue;
      throw refuseLine(line, `part.${field}`, {
        found: `another ${field} than in line ${open.partLines[0] ?? 0}`,
        expected: `one ${field} in all parts of a transaction`,
        howToFix: 'Make them the same, or put this part into a transaction of its own.',
      });
    }
  }

  #transaction(line: number, json: object): void {
    const { format, schemas } = formatOf(line, json);
    if (fieldOf(json, 'model') === undefined) {
      throw refuseLine(line, 'model', {
        found: 'nothing: the transaction was unusable when it was read',
        expected: `the model of a transaction ${format.guide.name}${format.parts === undefined ? '' : ` without its ${format.parts}`}`,
        howToFix: 'Add the model, or remove the lines of this transaction.',
      });
    }
    const { controlNumber, version, model } = parse(schemas.transaction, line, json);
    const open = this.#open;
    if (open !== undefined && (open.controlNumber !== controlNumber || open.format !== format)) {
      throw this.#notClosed(open, line);
    }
    if (this.#controlNumbers.has(controlNumber)) {
      throw refuseLine(line, 'controlNumber', {
        found: `${describe(controlNumber)} for the second time in the group`,
        expected: 'a control number of its own for each transaction of a group',
        howToFix: 'Give this transaction and its parts another control number.',
      });
    }
    if (format.hasControlNumber && fieldOf(model, 'controlNumber') !== controlNumber) {
      throw refuseLine(line, 'model.controlNumber', {
        found: describe(fieldOf(model, 'controlNumber')),
        expected: `${describe(controlNumber)}, the control number of the line`,
        howToFix: 'Make them the same.',
      });
    }
    this.#controlNumbers.add(controlNumber);
    this.#transactions.push({
      line,
      format,
      controlNumber,
      ...(version === undefined ? {} : { version }),
      frame: model,
      parts: open?.parts ?? [],
      partLines: open?.partLines ?? [],
    });
    this.#open = undefined;
  }

  #group(line: number, json: object): void {
    const { type: _, findings: __, ...group } = parse(groupLineSchema, line, json);
    if (this.#open !== undefined) throw this.#notClosed(this.#open, line);
    const transactions = this.#transactions;
    if (transactions.length === 0) {
      throw refuseLine(line, '', {
        found: 'a group without a transaction',
        expected: 'at least one line of type "transaction" before the line of its group',
        howToFix: 'Add its transactions before it, or remove the group.',
      });
    }
    for (const transaction of transactions) {
      const { guide } = transaction.format;
      if (transaction.format !== transactions[0]?.format) {
        throw refuseLine(transaction.line, 'guide', {
          found: `a transaction ${guide.name} in a group of ${transactions[0]?.format.guide.name ?? ''}`,
          expected: 'transactions of one guide in a group',
          howToFix: 'Put it into a group of its own.',
        });
      }
      for (const [at, path, version] of [
        [line, 'version', group.version],
        [transaction.line, 'version', transaction.version ?? guide.id],
      ] as const) {
        if (guide.versions.includes(version)) continue;
        throw refuseLine(at, path, {
          found: describe(version),
          expected: guide.versions.map((one) => `"${one}"`).join(' or '),
          howToFix: 'Correct version.',
        });
      }
    }
    this.#groups.push({ line, ...group, transactions });
    this.#transactions = [];
    this.#controlNumbers.clear();
  }

  #interchange(line: number, json: object): CollectedInterchange {
    const { type: _, findings: __, ...interchange } = parse(interchangeLineSchema, line, json);
    if (this.#open !== undefined) throw this.#notClosed(this.#open, line);
    const [transaction] = this.#transactions;
    if (transaction !== undefined) {
      throw refuseLine(line, '', {
        found: `an interchange after the transaction of line ${transaction.line}, which has no group`,
        expected: 'a line of type "group" after the transactions of a group',
        howToFix: 'Add the line of the group before this one.',
      });
    }
    const groups = this.#groups;
    this.#groups = [];
    return { line, ...interchange, groups };
  }

  #notClosed(open: OpenTransaction, line?: number): LinesRefused {
    const [first = 0] = open.partLines;
    const whose = `the transaction "${open.controlNumber}" (${open.format.guide.name}), whose parts start at line ${first}`;
    return refuseLine(line ?? first, '', {
      found: line === undefined ? `no end of ${whose}` : `a line that is not of ${whose}`,
      expected: 'its other parts, and then its own line of type "transaction"',
      howToFix: 'Put all lines of a transaction together, its own line last.',
    });
  }
}

function formatOf(line: number, json: object) {
  const name = fieldOf(json, 'guide');
  const known = typeof name === 'string' ? name : '';
  const format = transactionFormats.get(known);
  const schemas = lineSchemas.get(known);
  if (format === undefined || schemas === undefined) {
    throw refuseLine(line, 'guide', {
      found: describe(name),
      expected: `one of ${[...transactionFormats.keys()].join(', ')}`,
      howToFix: 'Name the guide, or remove the lines of this transaction.',
    });
  }
  return { format, schemas };
}

function parse<Output>(schema: z.ZodType<Output>, line: number, json: object): Output {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const faults: LineFault[] = faultsFrom(line, json, result.error.issues);
  throw new LinesRefused(faults);
}

function fieldOf(value: object, field: string): unknown {
  return Object.getOwnPropertyDescriptor(value, field)?.value;
}
