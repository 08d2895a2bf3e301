import {
  encodeGroup,
  encodeInterchange,
  encodePart,
  encodeTransaction,
  encodeUnreadable,
} from '#domain/x12/ndjson/encode-lines.ts';
import { transactionFormats } from '#domain/x12/ndjson/transaction-formats.ts';
import { UnusableTransaction } from '#domain/x12/read-parts.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import { CommandFailed } from '../command-failed.ts';
import { Output } from './output.ts';
import { exitCodes, readX12 } from './read-file.ts';
import { Tally } from './tally.ts';

/** `x12 json`. */
export async function runJson(file: string): Promise<void> {
  const output = new Output();
  const tally = new Tally();
  const print = (line: object): void => output.write(`${JSON.stringify(line)}\n`);
  let transactionNumber = '';
  let parts = 0;
  const ending = await readX12(
    file,
    {
      interchangeOpened: tally.interchangeOpened,
      groupOpened: tally.groupOpened,
      transactionOpened: ({ controlNumber }) => {
        transactionNumber = controlNumber;
        parts = 0;
      },
      part: ({ guide, value }) => print(encodePart(guide, transactionNumber, parts++, value)),
      transaction: (transaction) => {
        tally.transaction(transaction);
        const guide = transaction.guide?.name;
        const model = modelOf(transaction);
        for (const part of model?.parts ?? []) {
          print(encodePart(guide ?? '', transaction.controlNumber, parts++, part));
        }
        const { version, controlNumber, accepted, findings } = transaction;
        print(encodeTransaction({ guide, version, controlNumber, accepted, frame: model?.frame, findings }));
      },
      group: (group) => {
        tally.group(group);
        print(encodeGroup(group));
      },
      interchange: (interchange) => {
        tally.interchange(interchange);
        print(encodeInterchange(interchange));
      },
    },
    output.settle,
  );
  if (!ending.readable) print(encodeUnreadable(ending.offset, ending.sentence));
  await output.flush();
  if (!ending.readable) {
    throw new CommandFailed(`${file} is unreadable: ${ending.sentence}.`, exitCodes.unreadable);
  }
  tally.count(ending.findings);
  process.exitCode = tally.accepted ? exitCodes.accepted : exitCodes.rejected;
}

function modelOf(transaction: ReadTransaction) {
  const format = transactionFormats.get(transaction.guide?.name ?? '');
  if (format === undefined) return undefined;
  try {
    return format.read(transaction);
  } catch (error) {
    if (error instanceof UnusableTransaction) return undefined;
    throw error;
  }
}
