import type { Finding } from '#domain/x12/findings.ts';
import type { Output } from './output.ts';
import { type Ending, exitCodes, FileNotRead, readX12 } from './read-file.ts';
import { Spool } from './spool.ts';
import { Tally } from './tally.ts';

/** Findings of one file beyond which the rest is only counted. */
const listedFindings = 10_000;

/**
 * Reads one file and writes one line of JSON about it, piece by piece: its transactions as they are read, then the
 * interchanges, then the findings. Gives the exit code.
 */
export async function checkAsJson(file: string, output: Output): Promise<number> {
  const interchanges = new Spool();
  try {
    return await check(file, output, interchanges);
  } finally {
    interchanges.close();
  }
}

async function check(file: string, output: Output, interchanges: Spool): Promise<number> {
  const tally = new Tally();
  const findings = new FindingTexts();
  let transactionNumber: string | undefined;
  let openInterchange = false;
  let groupsHere = 0;
  let ending: Ending;
  output.write(`{"file":${JSON.stringify(file)},"transactions":[`);
  try {
    ending = await readX12(
      file,
      {
        part: () => undefined,
        interchangeOpened: (interchange) => {
          tally.interchangeOpened();
          const { controlNumber, version, senderQualifier, senderId, receiverQualifier, receiverId } =
            interchange;
          const start = JSON.stringify({
            controlNumber,
            sender: { qualifier: senderQualifier, id: senderId },
            receiver: { qualifier: receiverQualifier, id: receiverId },
            version,
          });
          interchanges.write(`${tally.interchanges === 0 ? '' : ','}${start.slice(0, -1)},"groups":[`);
          openInterchange = true;
          groupsHere = 0;
        },
        groupOpened: tally.groupOpened,
        transaction: (transaction) => {
          tally.transaction(transaction);
          const { setCode, guide, version, controlNumber, segmentCount, accepted, offset } = transaction;
          const line = JSON.stringify({
            set: setCode,
            guide: guide?.id ?? null,
            guideName: guide?.name ?? null,
            version,
            controlNumber,
            segments: segmentCount,
            accepted,
            offset,
          });
          output.write(`${tally.transactions === 1 ? '' : ','}${line}`);
          transactionNumber = controlNumber;
          for (const finding of transaction.findings) findings.add(finding, transactionNumber);
        },
        group: (group) => {
          tally.group(group);
          const { functionalCode, controlNumber, version } = group;
          const own = group.findings.map((finding) => findingFrom(finding));
          const accepted = tally.groupAccepted;
          const line = JSON.stringify({ functionalCode, controlNumber, version, accepted, findings: own });
          interchanges.write(`${groupsHere === 0 ? '' : ','}${line}`);
          groupsHere++;
          for (const finding of group.findings) findings.add(finding);
        },
        interchange: (interchange) => {
          tally.interchange(interchange);
          const own = interchange.findings.map((finding) => findingFrom(finding));
          interchanges.write(`],"accepted":${tally.interchangeAccepted},"findings":${JSON.stringify(own)}}`);
          openInterchange = false;
          for (const finding of interchange.findings) findings.add(finding);
        },
      },
      output.settle,
    );
  } catch (error) {
    if (!(error instanceof FileNotRead)) throw error;
    output.write(`],"interchanges":[],"findings":[],"findingsNotListed":0,`);
    output.write(
      `"readable":false,"offset":0,"sentence":${JSON.stringify(error.message)},"accepted":false}\n`,
    );
    return exitCodes.unreadable;
  }
  // Bytes may end within an interchange: what was read of it is told, and is not accepted.
  if (openInterchange) interchanges.write('],"accepted":false,"findings":[]}');
  tally.count(ending.findings);
  for (const finding of ending.findings) findings.add(finding);
  output.write('],"interchanges":[');
  for (const piece of interchanges.pieces()) {
    output.write(piece);
    await output.settle();
  }
  output.write('],"findings":[');
  for (const [index, text] of findings.texts.entries()) {
    output.write(`${index === 0 ? '' : ','}${text}`);
    await output.settle();
  }
  const { readable } = ending;
  const accepted = readable && tally.accepted;
  const { errors, warnings } = tally;
  const end = JSON.stringify({
    findingsNotListed: findings.rest,
    errors,
    warnings,
    readable,
    ...(ending.readable ? {} : { offset: ending.offset, sentence: ending.sentence }),
    accepted,
  });
  output.write(`],${end.slice(1)}\n`);
  if (!readable) return exitCodes.unreadable;
  return accepted ? exitCodes.accepted : exitCodes.rejected;
}

/** The findings of a file as JSON, up to a limit. A finding itself may hold on to a page of the file. */
class FindingTexts {
  readonly texts: string[] = [];
  rest = 0;

  add(finding: Finding, transaction?: string): void {
    if (this.texts.length < listedFindings)
      this.texts.push(JSON.stringify(findingFrom(finding, transaction)));
    else this.rest++;
  }
}

function findingFrom(finding: Finding, transaction?: string) {
  const { snip, severity, code, loop, segment, position, element, component, repetition } = finding;
  const { value, offset, businessUnit, sentence } = finding;
  return {
    snip,
    severity,
    code,
    transaction,
    loop,
    segment,
    position,
    element,
    component,
    repetition,
    value,
    offset,
    businessUnit,
    sentence,
  };
}
