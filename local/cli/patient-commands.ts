import type { Command } from 'commander';
import { PlainDate } from '#contracts/dates.ts';
import { NameKey } from '#contracts/identifiers.ts';
import { matchingRules } from '#domain/patients/matching-rules.ts';
import { CommandFailed } from './command-failed.ts';
import { openSession, parseArgument, practiceOf } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

interface Decided {
  readonly as: string;
  readonly reason: string;
}

/** `patients find`, `patients show`, `patients link` and `patients unlink`. */
export function addPatientCommands(program: Command): void {
  const patients = program
    .command('patients')
    .description('who is who: the patients of all sources, and which of them are one person');
  patients
    .command('find')
    .description('find patients by last name and birth date')
    .argument('<last-name>', 'as one of its sources writes it')
    .argument('<birth-date>', 'YYYY-MM-DD')
    .action(async (lastName: string, birthDate: string, _given: unknown, command: Command) => {
      const session = await openSession(command);
      const day = parseArgument(PlainDate, 'birth-date', birthDate);
      const found = await session.facts.findPatients(await practiceOf(session), lastName, day);
      if (session.options.json) {
        printJson(found);
        return;
      }
      printTable(found, [
        { title: 'patient', cell: (patient) => patient.patientKey },
        { title: 'person', cell: (patient) => patient.personId },
        { title: 'who', cell: (patient) => patient.words },
      ]);
    });
  patients
    .command('show')
    .description('show one patient: under which numbers the person is known, why, and what was decided')
    .argument('<patient>', 'the key of the patient, as "patients find" lists it')
    .action(async (key: string, _given: unknown, command: Command) => {
      const session = await openSession(command);
      const shown = await session.facts.patient(
        await practiceOf(session),
        parseArgument(NameKey, 'patient', key),
      );
      if (session.options.json) {
        printJson(shown);
        return;
      }
      const { patient, patients: all, unsettled } = shown;
      for (const { patientKey, words } of all) {
        printLine(`${patientKey}  ${words}`);
      }
      const { personId, links = [], asked = [] } = patient.person ?? {};
      if (all.length > 1) {
        printLine(`One person, who goes by ${personId ?? patient.patientKey}:`);
      }
      if (unsettled !== undefined) {
        printLine(unsettled);
      }
      for (const { one, other, by } of links) {
        printLine(`  - ${one} and ${other}: ${whyLinked(by)}`);
      }
      for (const { taskId } of asked) {
        printLine(`It is asked whether this is somebody else too: ${taskId}`);
      }
      for (const { one, other, verdict, by, at, reason } of patient.decisions) {
        printLine(`${at} ${by}: ${one} and ${other} are ${verdictInWords(verdict)}: ${reason}`);
      }
    });
  for (const { name, description } of [
    { name: 'link', description: 'decide that two patients are one person, who goes by the first' },
    { name: 'unlink', description: 'decide that two patients who were put together are two persons' },
  ] as const) {
    patients
      .command(name)
      .description(description)
      .argument('<patient>', 'the key of a patient')
      .argument('<other>', 'the key of the other')
      .requiredOption('--as <user>', 'who decides')
      .requiredOption('--reason <text>', 'why')
      .action(async (one: string, other: string, given: Decided, command: Command) => {
        const session = await openSession(command);
        const answer = await session.facts.linkPatients({
          practiceId: await practiceOf(session),
          decision: name,
          one: parseArgument(NameKey, 'patient', one),
          other: parseArgument(NameKey, 'other', other),
          user: given.as,
          reason: given.reason,
        });
        if (answer.outcome === 'refused') {
          throw new CommandFailed(answer.problems.join('\n'));
        }
        if (session.options.json) {
          printJson(answer);
        } else {
          printLine(answer.summary);
        }
      });
  }
}

function whyLinked(by: string): string {
  const rule = matchingRules.find(({ id }) => id === by);
  return rule === undefined ? 'a person decided so' : `the same is ${rule.says}`;
}

function verdictInWords(verdict: 'same' | 'different'): string {
  return verdict === 'same' ? 'one person' : 'two persons';
}
