import type { Finding } from '#domain/x12/findings.ts';
import type { InterchangeListener, TransactionStart } from '#domain/x12/interchange-reader.ts';
import type { GroupEnvelope, InterchangeEnvelope, ReadTransaction } from '#domain/x12/read-result.ts';
import { explainSegment } from '#domain/x12/explain-segment.ts';
import type { LoopView, SegmentView } from '#domain/x12/tree.ts';
import { dateFrom, dateFromShort } from '#domain/x12/values.ts';
import { CommandFailed } from '../command-failed.ts';
import { findingLines, onOneLine } from './finding-text.ts';
import { Output } from './output.ts';
import { exitCodes, readX12 } from './read-file.ts';
import { counted, Tally } from './tally.ts';

/** Text of one transaction that waits for its findings; a longer one is printed as it is read, its findings at its end. */
const waitingCharacters = 4_194_304;

/** `x12 show`. */
export async function runShow(file: string): Promise<void> {
  const output = new Output();
  const page = new Page(output);
  const ending = await readX12(file, page, output.settle);
  const { tally } = page;
  if (!ending.readable) {
    page.breakOff();
    await output.flush();
    throw new CommandFailed(
      `${file} is unreadable: ${onOneLine(ending.sentence)}. What is shown before is not the whole file.`,
      exitCodes.unreadable,
    );
  }
  tally.count(ending.findings);
  page.findings(ending.findings, 0);
  output.write(
    `${file}: ${tally.accepted ? 'accepted' : 'rejected'}: ${counted(tally.transactions, 'transaction')}, ${counted(tally.errors, 'error')}, ${counted(tally.warnings, 'warning')}\n`,
  );
  await output.flush();
  process.exitCode = tally.accepted ? exitCodes.accepted : exitCodes.rejected;
}

/** What was printed of a transaction for one of its segments. */
interface Paragraph {
  readonly position: number;
  readonly indent: number;
  readonly text: string;
}

const transactionIndent = 4;

/** A file as a page, written segment by segment. */
class Page implements InterchangeListener {
  readonly tally = new Tally();
  readonly #output: Output;
  #waiting: Paragraph[] = [];
  #waitingLength = 0;
  #tooLong = false;
  #shownLoops = new WeakSet<LoopView>();

  constructor(output: Output) {
    this.#output = output;
  }

  readonly part = (): undefined => undefined;

  readonly interchangeOpened = (interchange: InterchangeEnvelope): void => {
    this.tally.interchangeOpened();
    const { controlNumber, senderQualifier, senderId, receiverQualifier, receiverId } = interchange;
    const usage = { P: 'production', T: 'test' }[interchange.usageIndicator] ?? interchange.usageIndicator;
    const day = dateFromShort(interchange.date) ?? interchange.date;
    this.#line(
      0,
      `Interchange ${controlNumber} from ${senderId} (${senderQualifier}) to ${receiverId} (${receiverQualifier}), ${day} ${clock(interchange.time)}, ${usage}`,
    );
  };

  readonly groupOpened = (group: GroupEnvelope): void => {
    this.tally.groupOpened();
    const { functionalCode, controlNumber, senderCode, receiverCode, version } = group;
    const day = dateFrom(group.date) ?? group.date;
    this.#line(
      2,
      `Group ${controlNumber} (${functionalCode} ${version}) from ${senderCode} to ${receiverCode}, ${day} ${clock(group.time)}`,
    );
  };

  readonly transactionOpened = ({ setCode, controlNumber, version }: TransactionStart): void => {
    this.#waiting = [];
    this.#waitingLength = 0;
    this.#tooLong = false;
    this.#shownLoops = new WeakSet();
    this.#line(transactionIndent, `Transaction ${controlNumber}, ${setCode} ${version}`);
  };

  readonly segment = (segment: SegmentView): void => {
    const { loop, position } = segment;
    const indent = transactionIndent + 2 + loop.depth * 2;
    let text = '';
    if (loop.depth > 0 && !this.#shownLoops.has(loop)) {
      this.#shownLoops.add(loop);
      text += indented(indent - 2, `${loop.use.id} ${loop.use.label}`);
    }
    for (const line of segmentLines(segment)) text += indented(indent, line);
    if (this.#tooLong) {
      this.#output.write(text);
      return;
    }
    this.#waiting.push({ position, indent, text });
    this.#waitingLength += text.length;
    if (this.#waitingLength < waitingCharacters) return;
    this.#tooLong = true;
    for (const paragraph of this.#waiting) this.#output.write(paragraph.text);
    this.#waiting = [];
  };

  readonly transaction = (transaction: ReadTransaction): void => {
    this.tally.transaction(transaction);
    const { controlNumber, segmentCount, accepted, findings } = transaction;
    const rest = this.#writeWaiting(findings);
    const elsewhere = this.#tooLong && rest.length > 0 ? ', with these findings' : '';
    this.#line(
      transactionIndent,
      `Transaction ${controlNumber}: ${accepted ? 'accepted' : 'rejected'}, ${counted(segmentCount, 'segment')}${elsewhere}`,
    );
    this.findings(rest, transactionIndent);
  };

  readonly group = (group: GroupEnvelope): void => {
    this.tally.group(group);
    this.findings(group.findings, 2);
  };

  readonly interchange = (interchange: InterchangeEnvelope): void => {
    this.tally.interchange(interchange);
    for (const { interchangeControlNumber, date, time, code, noteCode } of interchange.acknowledgements) {
      const verdict = { A: 'accepted', E: 'accepted with errors', R: 'rejected' }[code];
      this.#line(
        2,
        `TA1: interchange ${interchangeControlNumber} of ${date} ${clock(time)} was ${verdict} (note ${noteCode})`,
      );
    }
    this.findings(interchange.findings, 0);
  };

  findings(findings: readonly Finding[], indent: number): void {
    for (const finding of findings) this.#output.write(findingText(finding, indent));
  }

  /** Reading stopped: what waits is shown. */
  breakOff(): void {
    this.#writeWaiting([]);
  }

  /** Writes what waits, each finding under its segment, and gives the findings that have none. */
  #writeWaiting(findings: readonly Finding[]): Finding[] {
    const byPosition = Map.groupBy(findings, ({ position }) => position ?? 0);
    for (const { position, indent, text } of this.#waiting) {
      this.#output.write(text);
      for (const finding of byPosition.get(position) ?? []) {
        this.#output.write(findingText(finding, indent));
      }
      byPosition.delete(position);
    }
    this.#waiting = [];
    return [...byPosition.values()].flat();
  }

  #line(indent: number, text: string): void {
    this.#output.write(indented(indent, onOneLine(text)));
  }
}

function findingText(finding: Finding, indent: number): string {
  return findingLines(finding)
    .map((line) => indented(indent, `>> ${line}`))
    .join('');
}

function indented(indent: number, line: string): string {
  return `${' '.repeat(indent)}${line}\n`;
}

function clock(time: string): string {
  return /^\d{4}/.test(time) ? `${time.slice(0, 2)}:${time.slice(2, 4)}` : time;
}

/** A segment in lines for a person: its id and label, then each element that holds something. */
function segmentLines(segment: SegmentView): string[] {
  const { id, label, isPlaced, elements } = explainSegment(segment);
  return [
    `${onOneLine(id)} ${label}${isPlaced ? '' : ' (has no place here)'}`,
    ...elements.map(
      ({ number, label, text }) =>
        `  ${String(number).padStart(2, '0')}${label === undefined ? '' : ` ${label}`}: ${onOneLine(text)}`,
    ),
  ];
}
