import { type Command, Option } from 'commander';
import { type Claim, claimStates, ClaimState } from '#contracts/claim.ts';
import { ClaimId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { stateTable } from '#domain/claims/claim-lifecycle.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { decimalText, formatDollars } from '#domain/money/cents.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, practiceOf } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

/** `claims` and `claims show`. */
export function addClaimCommands(program: Command): void {
  const claims = program
    .command('claims')
    .description('list the claims of a practice')
    .addOption(new Option('--state <state>', 'only claims in this state').choices([...claimStates]))
    .action(async (given: { state?: string }, command: Command) => {
      const session = await openSession(command);
      const state = given.state === undefined ? undefined : ClaimState.parse(given.state);
      const found = await session.facts.claims(await practiceOf(session), state);
      if (session.options.json) {
        printJson(found);
        return;
      }
      printTable(found.toSorted(byEncounter), [
        { title: 'claim', cell: (claim) => claim.claimId },
        { title: 'encounter', cell: (claim) => claim.source.encounterId },
        { title: 'service date', cell: (claim) => claim.serviceDateFrom },
        { title: 'charged', cell: (claim) => decimalText(claim.totalChargeCents), align: 'right' },
        { title: 'state', cell: (claim) => stateTable[claim.state].meaning },
        { title: 'next', cell: (claim) => stateTable[claim.state].expects },
      ]);
    });
  claims
    .command('show')
    .description('show one claim: its history in words, its money, its files')
    .argument('<claim>', 'the claim id, for example C7K3M9Q2T5W1R')
    .action(async (id: string, _given: unknown, command: Command) => {
      const session = await openSession(command);
      const practiceId = await practiceOf(session);
      const claimId = parseArgument(ClaimId, 'claim', id);
      const { claim, history } = await session.facts.claim(practiceId, claimId);
      const postings = await session.facts.postingsOfClaim(practiceId, claimId);
      if (session.options.json) {
        printJson({ claim, history, postings });
        return;
      }
      printClaim(claim, postings);
      printLine('\nHistory');
      printTable(history, [
        { title: 'when', cell: (event) => event.at },
        { title: 'by', cell: (event) => event.by },
        { title: 'what', cell: (event) => event.words },
      ]);
    });
  claims
    .command('restart-leg')
    .description(
      'end the execution that works on a claim and start the next, which resumes where the claim stands',
    )
    .argument('<claim>', 'the claim id')
    .requiredOption('--as <user>', 'who decides')
    .requiredOption('--reason <reason>', 'why; without anything about the patient')
    .action(async (id: string, given: { as: string; reason: string }, command: Command) => {
      const session = await openSession(command);
      const answer = await session.facts.restartLeg({
        practiceId: await practiceOf(session),
        claimId: parseArgument(ClaimId, 'claim', id),
        user: given.as,
        reason: given.reason,
      });
      if (answer.outcome === 'refused') {
        throw new CommandFailed(answer.problems.join('\n'));
      }
      if (session.options.json) {
        printJson(answer);
      } else {
        printLine(`leg ${answer.leg} of claim ${answer.claimId} starts`);
      }
    });
}

function byEncounter(one: Claim, other: Claim): number {
  return one.source.encounterId < other.source.encounterId ? -1 : 1;
}

const inDays = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

function printClaim(claim: Claim, postings: readonly Posting[]): void {
  printLine(`Claim ${claim.claimId}, encounter ${claim.source.encounterId} of ${claim.source.sourceSystem}`);
  printLine(`${stateTable[claim.state].meaning}. ${claim.summary}`);
  printLine(
    `Service ${claim.serviceDateFrom}, charged ${formatDollars(claim.totalChargeCents)}, diagnoses ${claim.diagnoses.join(' ') || 'none yet'}`,
  );
  if (claim.intake !== undefined) {
    const { visitEndedOn, lagDays, seenLagDays = lagDays, late } = claim.intake;
    printLine(
      `The visit ended on ${visitEndedOn}; first seen ${inDays(seenLagDays)} and taken in ${inDays(lagDays)} later${late ? ': a late charge' : ''}`,
    );
  }
  if (claim.pendingChange !== undefined) {
    const { taskId, differences } = claim.pendingChange;
    printLine(`Changed by the practice since; task ${taskId} asks what to do:`);
    for (const sentence of differences) {
      printLine(`  - ${sentence}`);
    }
  }
  for (const line of claim.lines) {
    printLine(
      `  line ${line.lineNumber}: ${[line.code, ...line.modifiers].join('-')} x ${line.units}  ${formatDollars(line.chargeCents)}`,
    );
  }
  printLine('\nMoney');
  const balances = Object.entries(balancesOf(postings)).filter(([, amount]) => amount !== 0);
  printTable(balances, [
    { title: 'account', cell: ([account]) => account },
    { title: 'balance', cell: ([, amount]) => decimalText(amount), align: 'right' },
  ]);
  const files = [
    ...claim.eligibility.map((answer) => ['271', answer.fileKey] as const),
    ...claim.submissions.flatMap((submission) => [
      [`837P ${submission.patientControlNumber}`, submission.fileKey] as const,
      ...submission.acknowledgements.map(({ kind, fileKey }) => [kind, fileKey] as const),
    ]),
    ...claim.adjudications.map(({ remittanceId }) => ['835', remittanceId] as const),
  ];
  printLine('\nFiles');
  printTable(files, [
    { title: 'file', cell: ([kind]) => kind },
    { title: 'where', cell: ([, key]) => key ?? '' },
  ]);
}
