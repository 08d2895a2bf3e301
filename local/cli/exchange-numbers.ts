import type { Command } from 'commander';
import type { PartnerNumbers } from '#contracts/exchange-numbers.ts';
import { openSession, practiceOf } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

/** `exchange numbers`: what the control numbers say of files that did not leave or did not come. */
export function addNumbersCommand(exchange: Command): void {
  exchange
    .command('numbers')
    .description(
      'show the control numbers exchanged with each trading partner, and what is missing among them',
    )
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const partners = await session.facts.exchangeNumbers(await practiceOf(session));
      if (session.options.json) {
        printJson(partners);
        return;
      }
      printTable(partners, [
        { title: 'partner', cell: ({ ourId, partnerId }) => `${ourId} - ${partnerId}` },
        { title: 'last sent', cell: ({ lastIssued }) => numberText(lastIssued), align: 'right' },
        { title: 'not sent', cell: ({ unsent }) => String(unsent.length), align: 'right' },
        { title: 'last received', cell: ({ lastReceived }) => lastReceived ?? '', align: 'right' },
        { title: 'received', cell: ({ received }) => String(received), align: 'right' },
        { title: 'missing', cell: ({ gaps }) => String(missingIn(gaps)), align: 'right' },
        { title: 'repeated', cell: ({ repeated }) => String(repeated.length), align: 'right' },
        { title: 'refused', cell: ({ refused }) => String(refused.length), align: 'right' },
      ]);
      for (const sentence of partners.flatMap(sentencesAbout)) {
        printLine(sentence);
      }
    });
}

/** What a person should look at, a sentence each. */
function sentencesAbout({ partnerId, unsent, gaps, repeated, refused }: PartnerNumbers): string[] {
  return [
    ...shortened(unsent, ({ number, fileName, issuedAt, voidReason }) =>
      voidReason !== undefined
        ? `${numberText(number)} to ${partnerId} is void: ${voidReason}.`
        : fileName === undefined
          ? `${numberText(number)} to ${partnerId} was taken by a step that stopped before it named its file.`
          : `${numberText(number)} to ${partnerId} was given to ${fileName} at ${issuedAt ?? 'some time'}, which is not recorded as sent.`,
    ),
    ...shortened(gaps, ({ from, to }) =>
      from === to
        ? `${numberText(from)} of ${partnerId} never came.`
        : `${numberText(from)} to ${numberText(to)} of ${partnerId} never came.`,
    ),
    ...shortened(
      repeated,
      ({ controlNumber, firstFileKey, fileKey }) =>
        `${controlNumber} of ${partnerId} came with ${firstFileKey} and again with ${fileKey}.`,
    ),
    ...shortened(
      refused,
      ({ controlNumber, fileKey, verdict }) =>
        `${controlNumber} of ${partnerId} (${fileKey}) was ${verdict === 'rejected' ? 'refused' : 'refused in part'}.`,
    ),
  ];
}

/** So many of a kind are told; `--json` has all. */
const toldLimit = 20;

function shortened<One>(all: readonly One[], sentenceAbout: (one: One) => string): string[] {
  const told = all.slice(0, toldLimit).map(sentenceAbout);
  return all.length > toldLimit
    ? [...told, `And ${all.length - toldLimit} more like the last; --json shows all.`]
    : told;
}

function numberText(number: number | undefined): string {
  return number === undefined ? '' : String(number).padStart(9, '0');
}

function missingIn(gaps: PartnerNumbers['gaps']): number {
  return gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}
