import * as z from 'zod';
import { acknowledge, acknowledgeGroup } from '#domain/x12/acknowledge.ts';
import { type Finding, hasError } from '#domain/x12/findings.ts';
import type { Acknowledgement999 } from '#domain/x12/guides/005010X231A1-999/model.ts';
import { transactions999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import type { InterchangeAcknowledgementTA1 } from '#domain/x12/guides/TA1/model.ts';
import { type ControlNumbers, type Envelope, usualDelimiters } from '#domain/x12/interchange.ts';
import type { GroupEnvelope, InterchangeEnvelope, ReadTransaction } from '#domain/x12/read-result.ts';
import { writeInterchange } from '#domain/x12/write-interchange.ts';
import { X12WriteRefused } from '#domain/x12/write-transaction.ts';
import { CommandFailed } from '../command-failed.ts';
import { parseOptions } from '../options.ts';
import { onOneLine } from './finding-text.ts';
import { type Output, writing } from './output.ts';
import { exitCodes, readX12 } from './read-file.ts';

/** Findings of one interchange that are kept for its answer; beyond them a transaction is rejected without details. */
const keptFindings = 100_000;

const controlNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'a number from 1 to 999999999')
  .transform(Number)
  .refine((number) => number >= 1, 'a number from 1 to 999999999');
const AckOptions = z.object({
  interchange: controlNumber,
  group: controlNumber,
  out: z.string().optional(),
});

/** `x12 ack`. */
export async function runAck(file: string, given: unknown): Promise<void> {
  const options = parseOptions(AckOptions, given);
  const answers = await writing(options.out, async (output) => {
    const answerer = new Answerer(output, options);
    const ending = await readX12(file, answerer, output.settle);
    if (!ending.readable) {
      if (!answerer.refuseRest(ending.early)) {
        throw new CommandFailed(
          `${file} is unreadable and cannot be answered: ${onOneLine(ending.sentence)}. It holds no ISA that says whom to answer.`,
          exitCodes.unreadable,
        );
      }
      process.stderr.write(`${file} is unreadable and was answered so: ${onOneLine(ending.sentence)}.\n`);
    }
    return answerer.answers;
  });
  if (answers === 0) {
    process.stderr.write(`${file} holds acknowledgements only: nothing is to be answered.\n`);
  }
}

/** Writes the answer to each interchange as soon as it is whole. */
class Answerer {
  answers = 0;
  readonly #output: Output;
  readonly #first: { readonly interchange: number; readonly group: number };
  readonly #now: string;
  readonly #versions = new Map<string, string>();
  #open: InterchangeEnvelope | undefined;
  #firstGroup: GroupEnvelope | undefined;
  #groups = 0;
  #transactions: ReadTransaction[] = [];
  #responses: Acknowledgement999[] = [];
  #kept = 0;

  constructor(output: Output, first: { readonly interchange: number; readonly group: number }) {
    this.#output = output;
    this.#first = first;
    this.#now = new Date().toISOString();
  }

  readonly part = (): undefined => undefined;

  readonly interchangeOpened = (interchange: InterchangeEnvelope): void => {
    this.#open = interchange;
    this.#firstGroup = undefined;
    this.#groups = 0;
    this.#responses = [];
    this.#kept = 0;
  };

  readonly groupOpened = (group: GroupEnvelope): void => {
    this.#firstGroup ??= group;
    this.#groups++;
    this.#transactions = [];
  };

  readonly transaction = (transaction: ReadTransaction): void => {
    const { setCode, controlNumber, version, accepted, segmentCount, offset } = transaction;
    const sameVersion = this.#versions.get(version) ?? version;
    if (this.#versions.size < 100) this.#versions.set(sameVersion, sameVersion);
    this.#transactions.push({
      setCode,
      controlNumber,
      version: sameVersion,
      findings: accepted ? [] : this.#keep(transaction.findings),
      accepted,
      segmentCount,
      offset,
    });
  };

  readonly group = (group: GroupEnvelope): void => {
    const transactions = this.#transactions;
    this.#transactions = [];
    // Acknowledgements are never acknowledged: two systems would answer each other for ever.
    if (group.functionalCode === 'FA') return;
    this.#responses.push(acknowledgeGroup({ ...group, transactions }));
  };

  readonly interchange = (interchange: InterchangeEnvelope): void => {
    this.#open = undefined;
    const onlyAnswers =
      this.#responses.length === 0 && (this.#groups > 0 || interchange.acknowledgements.length > 0);
    if (onlyAnswers && !hasError(interchange.findings)) return;
    const { interchange: answer } = acknowledge({ ...interchange, groups: [] });
    // What is in an interchange that is rejected was not taken in at all.
    this.#write(interchange, answer, answer.code === 'R' ? [] : this.#responses);
  };

  /** Answers the interchange in which reading stopped, if it did in one; says whether anything was answered. */
  refuseRest(early: boolean): boolean {
    const open = this.#open;
    if (open !== undefined) {
      const { interchange: answer } = acknowledge({ ...open, groups: [] });
      this.#write(open, { ...answer, code: 'R', noteCode: early ? '023' : '022' }, []);
    }
    return this.answers > 0;
  }

  /** The errors, in memory of their own: a finding may hold on to a page of the file. */
  #keep(findings: readonly Finding[]): Finding[] {
    const errors = findings.filter((finding) => finding.severity === 'error');
    this.#kept += errors.length;
    if (this.#kept <= keptFindings) return JSON.parse(JSON.stringify(errors)) as Finding[];
    return errors.slice(0, 1).map(({ snip, severity, code }): Finding => ({
      snip,
      severity,
      code,
      transactionErrorCode: '5',
      sentence: '',
    }));
  }

  #write(
    received: InterchangeEnvelope,
    answer: InterchangeAcknowledgementTA1,
    responses: readonly Acknowledgement999[],
  ): void {
    const envelope = this.#envelope(received);
    const numbers: ControlNumbers = {
      interchange: this.#first.interchange + this.answers,
      group: this.#first.group + this.answers,
    };
    const { interchangeControlNumber, time } = answer;
    try {
      const text = writeInterchange({
        envelope,
        controlNumbers: numbers,
        transactions: transactions999(responses, numbers, usualDelimiters),
        acknowledgements: [
          {
            ...answer,
            interchangeControlNumber: interchangeControlNumber.replaceAll(/[^A-Za-z0-9]/g, '') || '000000000',
            time: /^\d{4}$/.test(time) ? time : '0000',
          },
        ],
      });
      this.#output.write(text);
      this.answers++;
    } catch (error) {
      if (!(error instanceof X12WriteRefused)) throw error;
      throw new CommandFailed(
        `The interchange ${onOneLine(received.controlNumber)} cannot be answered: ${onOneLine(error.message)}`,
      );
    }
  }

  /** Back to where the interchange came from. */
  #envelope(received: InterchangeEnvelope): Envelope {
    const group = this.#firstGroup;
    return {
      senderQualifier: received.receiverQualifier,
      senderId: carried(received.receiverId),
      receiverQualifier: received.senderQualifier,
      receiverId: carried(received.senderId),
      date: this.#now.slice(0, 10),
      time: this.#now.slice(11, 16).replace(':', ''),
      usageIndicator: received.usageIndicator === 'P' ? 'P' : 'T',
      ...codeOf('senderCode', group?.receiverCode),
      ...codeOf('receiverCode', group?.senderCode),
    };
  }
}

/** A code of GS where it can be carried; the id of ISA otherwise. */
function codeOf<Key extends string>(key: Key, code: string | undefined): { [K in Key]?: string } {
  const text = carried(code ?? '');
  return (/^\S.{1,14}$/.test(text) ? { [key]: text } : {}) as { [K in Key]?: string };
}

/** Without what our delimiters, or X12, cannot carry. */
function carried(text: string): string {
  return text.replaceAll(/[^ -~]|[*:^~]/g, '').trim();
}
