import type { Finding } from '#domain/x12/findings.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import { findingLines, onOneLine } from './finding-text.ts';
import type { Output } from './output.ts';
import { type Ending, exitCodes, FileNotRead, readX12 } from './read-file.ts';
import { counted, Tally } from './tally.ts';

/** Findings of one file beyond which the rest is only counted. */
const listedFindings = 10_000;

/** Reads one file and says for a person what it is worth. Gives the exit code. */
export async function checkForPeople(file: string, output: Output): Promise<number> {
  const tally = new Tally();
  const list = new FindingList();
  const { interchangeOpened, groupOpened } = tally;
  let ending: Ending;
  try {
    ending = await readX12(
      file,
      {
        interchangeOpened,
        groupOpened,
        part: () => undefined,
        transaction: (transaction) => {
          tally.transaction(transaction);
          list.add(() => transactionTitle(transaction), transaction.findings);
        },
        group: (group) => {
          tally.group(group);
          list.add(() => `Group ${group.controlNumber} (${group.functionalCode})`, group.findings);
        },
        interchange: (interchange) => {
          tally.interchange(interchange);
          list.add(() => `Interchange ${interchange.controlNumber}`, interchange.findings);
        },
      },
      output.settle,
    );
  } catch (error) {
    if (!(error instanceof FileNotRead)) throw error;
    output.write(`${error.message}\n`);
    return exitCodes.unreadable;
  }
  tally.count(ending.findings);
  list.add(() => 'Between interchanges', ending.findings);
  const { interchanges, groups, transactions, rejectedTransactions, errors, warnings } = tally;
  const counts = [
    counted(interchanges, 'interchange'),
    counted(groups, 'group'),
    `${counted(transactions, 'transaction')}${rejectedTransactions === 0 ? '' : ` (${rejectedTransactions} rejected)`}`,
    counted(errors, 'error'),
    counted(warnings, 'warning'),
  ].join(', ');
  const verdict = ending.readable ? (tally.accepted ? 'accepted' : 'rejected') : 'unreadable';
  output.write(`${file}: ${verdict}: ${counts}\n`);
  if (!ending.readable) {
    output.write(
      `  ${onOneLine(ending.sentence)}. Nothing after byte ${ending.offset} was read, and what came before is not the whole file: ask for the file again.\n`,
    );
  }
  for (const text of list.texts) {
    output.write(text);
    await output.settle();
  }
  if (list.rest > 0) output.write(`  And ${counted(list.rest, 'further finding')}.\n`);
  if (!ending.readable) return exitCodes.unreadable;
  return tally.accepted ? exitCodes.accepted : exitCodes.rejected;
}

function transactionTitle(transaction: ReadTransaction): string {
  const { setCode, controlNumber, version, guide, accepted } = transaction;
  const kind = guide === undefined ? `${setCode} of version ${version}` : guide.name;
  return `Transaction ${controlNumber} (${kind}), ${accepted ? 'accepted' : 'rejected'}`;
}

/** The findings of a file in words, up to a limit. */
class FindingList {
  readonly texts: string[] = [];
  rest = 0;
  #listed = 0;

  /** Adds findings under a title. Their words are made now: a finding may hold on to a page of the file. */
  add(title: () => string, findings: readonly Finding[]): void {
    const [first] = findings;
    if (first === undefined) return;
    const shown = findings.slice(0, listedFindings - this.#listed);
    this.rest += findings.length - shown.length;
    this.#listed += shown.length;
    if (shown.length === 0) return;
    const lines = shown.flatMap(findingLines).map((line) => `    ${line}\n`);
    this.texts.push(ownText(`\n  ${onOneLine(title())}\n${lines.join('')}`));
  }
}

/** The same text in memory of its own. */
function ownText(text: string): string {
  return Buffer.from(text).toString('utf8');
}
