import { readFileSync } from 'node:fs';
import type { RemittanceId } from '#contracts/identifiers.ts';
import { WorkTaskAnswer } from '#contracts/queries.ts';
import type { StaffRole } from '#contracts/staff-member.ts';
import type { Task } from '#contracts/task.ts';
import { csvTemplates } from '#domain/intake/read/csv/csv-templates.ts';
import { addCents, cents, subtractCents } from '#domain/money/cents.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { sampleFiles } from '../../../local/cli/samples.ts';
import { csvOf } from '../../domain/intake/csv/read-file.ts';
import { header, segment, writeAdmission, writeCharges } from '../../domain/intake/hl7/write-message.ts';
import type { WrittenVisit } from '../../domain/intake/hl7/write-message.ts';
import { encounterJson } from '../../domain/samples/encounters.ts';
import { legacyDecision, remittanceFile } from '../../functions/payer-files.ts';
import { heldProvider, type TaskKindMachine } from './task-kind-machine.ts';

/* What happens to a practice, so that it comes to have a task of each kind: only through the doors by which it happens. */

/** Visits of the samples that bring what their files are named after. */
const sampleVisits = [
  'ENC-1005',
  'ENC-1006',
  'ENC-1007',
  'ENC-1008',
  'ENC-1013',
  'ENC-1016',
  'ENC-1018',
  'ENC-1023',
  'ENC-1025',
];

function sampleLine(encounterId: string): string {
  const lines = sampleFiles().flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
  const line = lines.find((one) => one.includes(`"${encounterId}"`));
  if (line === undefined) {
    throw new Error(`The samples have no visit ${encounterId}`);
  }
  return line;
}

/** A visit of one line, of a patient of its own. */
function ownVisit(
  encounterId: string,
  number: number,
  {
    payerId = 'JUNIP',
    memberId = `JHM4100${number}`,
    code = '99213',
    charge = '160.00',
    ...changes
  }: OwnVisit = {},
): string {
  const sample = encounterJson();
  return JSON.stringify({
    ...sample,
    encounterId,
    patient: {
      ...(sample['patient'] as object),
      sourcePatientId: encounterId,
      lastName: `Wren${'abcdefghij'.charAt(number)}`,
      birthDate: `198${number}-0${number}-11`,
      address: { line1: `${number} Heron Lane`, city: 'Alder Falls', state: 'OR', zip: '97099' },
    },
    coverages: [{ order: 'primary', payerId, memberId, relationship: 'self' }],
    diagnoses: ['I10'],
    lines: [{ code, charge, diagnosisPointers: [1] }],
    totalCharge: charge,
    ...changes,
  });
}

interface OwnVisit {
  readonly payerId?: string;
  readonly memberId?: string;
  readonly code?: string;
  readonly charge?: string;
  readonly renderingNpi?: string;
  readonly serviceDateFrom?: string;
}

/** Names of visits of which no sample is. */
export const visits = {
  audited: 'AUDIT',
  underpaid: 'UNDER',
  chargedTooLow: 'LOW',
  overpaid: 'OVER',
  held: 'HELD',
  unauthorized: 'AUTH',
  disputed: 'OWES',
  unsigned: 'E-1001',
  incomplete: 'E-2001',
  mapped: 'V-1',
} as const;

const feedVisit: WrittenVisit = {
  encounterId: visits.unsigned,
  patient: {
    sourcePatientId: 'P1',
    lastName: 'Larch',
    firstName: 'Ina',
    birthDate: '1980-02-03',
    sex: 'F',
    address: { line1: '1 Mill Lane', city: 'Alder Falls', state: 'OR', zip: '97099' },
  },
  coverages: [{ payerId: 'JUNIP', memberId: 'JHM1' }],
  renderingNpi: '2000001018',
  lines: [
    {
      sourceLineId: 'L1',
      code: '99213',
      modifiers: [],
      units: 1,
      charge: '120.00',
      serviceDate: '2026-11-16',
      diagnoses: ['I10'],
    },
  ],
};
const unsignedNote = [
  header({ type: 'MDM^T02', time: '20261116120000', controlId: 'N1' }),
  segment('EVN', { 1: 'T02', 2: '20261116120000' }),
  segment('PID', { 1: '1', 3: 'P1^^^SITE^MR' }),
  segment('PV1', { 2: 'O', 19: visits.unsigned }),
  segment('TXA', { 1: '1', 2: 'PN', 4: '20261116', 12: 'D-1', 17: 'DI' }),
  segment('OBX', { 1: '1', 2: 'TX', 5: 'Cough and cold.' }),
].join('\r');

/** One visit by a provider whom nobody has mapped. */
function visitOfUnknownProvider(): string {
  const template = csvTemplates.find(({ mapping }) => mapping.mappingId === 'standard-visit');
  const sample = template?.samples[0] ?? {};
  const columnLike = (words: RegExp): string => Object.keys(sample).find((name) => words.test(name)) ?? '';
  return csvOf({
    ...sample,
    [columnLike(/encounter|visit/i)]: visits.mapped,
    [columnLike(/rendering/i)]: 'DR-77',
  });
}

/** The same person as two systems have it, so that no rule is sure. */
function twiceKnown(sourceSystem: string, number: string, memberId: string, line1: string): string {
  const sample = encounterJson();
  const address = { line1, city: 'Alder Falls', state: 'OR', zip: '97099' };
  return JSON.stringify({
    ...sample,
    sourceSystem,
    encounterId: `VISIT-${number}`,
    patient: { ...(sample['patient'] as object), sourcePatientId: number, address },
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }],
  });
}

const appointments = [
  'source_system,appointment_id,patient_id,appointment_date,appointment_time,status,updated_at',
  'clinic-pm,A-1,P-501,2026-11-19,09:30,kept,2026-11-19T10:00:00',
].join('\n');

/** Money that a payer pays for no claim: for some codes nobody is asked, for others a person is. */
async function payBeside(
  machine: TaskKindMachine,
  trace: string,
  adjustments: readonly (readonly [reasonCode: string, cents: number])[],
  method: 'ACH' | 'CHK' = 'ACH',
): Promise<void> {
  const day = machine.inDays(0);
  await machine.receive(
    remittanceFile([], machine.now(), {
      trace: { number: trace, originatingCompanyId: '1990001111' },
      payment: {
        handling: 'I',
        amountCents: cents(0 - adjustments.reduce((sum, [, amount]) => sum + amount, 0)),
        creditOrDebit: 'C',
        method,
        date: day,
      },
      providerAdjustments: adjustments.map(([reasonCode, amount]) => ({
        providerId: '2000000010',
        fiscalPeriodEnd: day,
        reasonCode,
        reference: 'LUMP 4711',
        amountCents: cents(amount),
      })),
    }),
  );
}

/** The trace numbers of payments, and what they come to. */
export const payments = {
  explainedByPerson: { trace: '7701', amountCents: 51_100 },
  neverInBank: { trace: '7702', amountCents: 62_200 },
  returned: { trace: '4510', amountCents: 8300 },
  unexplained: { trace: '7705', amountCents: 1100 },
  takenBack: { trace: '7704', amountCents: 41_700, takenCents: 3000 },
} as const;

export const bankHeader = 'Posting Date,Description,Type,Check Number,Amount,Account';
/** Of the practice at its bank. */
export const bankAccount = '000123456789';

function firstStatement(day: string): string {
  return [
    bankHeader,
    `${day},PAYMENT,ACH credit,,511.00,${bankAccount}`,
    `${day},HCCLAIMPMT TRN*1*8801*1990001111\\,ACH credit,,433.00,${bankAccount}`,
    `${day},CHECK DEPOSIT,Deposit,4510,83.00,${bankAccount}`,
    `${day},DEPOSITED ITEM RETURNED,Returned item,,-83.00,${bankAccount}`,
    `${day},DEPOSIT,Deposit,,344.00,${bankAccount}`,
  ].join('\n');
}

/** The deposit of $344.00 in the words of another kind of file. */
function sameDepositAgain(day: string): string {
  const short = day.slice(2).replaceAll('-', '');
  return [
    `01,BANK,PRACTICE,${short},0615,1,80,,2/`,
    `02,PRACTICE,BANK,1,${short},,USD,2/`,
    `03,${bankAccount},,/`,
    '16,175,34400,0,REF0002,,COUNTER DEPOSIT',
    '49,34400,3/',
    '98,34400,1,5/',
    '99,34400,1,7/',
  ].join('\n');
}

/** A decision in which the payer allows so much more for the first line than its contract says. */
function withMore(decision: Claim835, moreCents: number): Claim835 {
  const [first, ...others] = decision.lines;
  if (first === undefined) {
    throw new Error('The decision has no line');
  }
  const adjustments = first.adjustments.map((adjustment) =>
    adjustment.reason === '45'
      ? { ...adjustment, amountCents: subtractCents(adjustment.amountCents, cents(moreCents)) }
      : adjustment,
  );
  return {
    ...decision,
    paidCents: addCents(decision.paidCents, cents(moreCents)),
    lines: [{ ...first, adjustments, paidCents: addCents(first.paidCents, cents(moreCents)) }, ...others],
  };
}

/** The evening on which everything is sent. */
async function sendEverything(machine: TaskKindMachine): Promise<void> {
  const { upload, receive, ask, bank, now, inDays } = machine;
  await ask('manage-holds', {
    action: 'place',
    user: 'manager',
    target: { by: 'provider', npi: heldProvider },
    reason: 'enrollment-pending',
    words: 'The payer has not enrolled her yet',
    owner: 'manager',
    reviewOn: inDays(1),
  });
  await ask('keep-log', {
    action: 'record',
    user: 'biller',
    subject: { about: 'payer', payerId: 'JUNIP' },
    content: {
      kind: 'note',
      text: 'Asked for a new contact of the claims department',
      followUpOn: inDays(3),
    },
  });
  const own = [
    ownVisit(visits.audited, 1, { payerId: 'STMCD', memberId: 'SMA70099' }),
    ownVisit(visits.underpaid, 2, { memberId: 'JHM40099-UNDER' }),
    ownVisit(visits.chargedTooLow, 3, { charge: '90.00' }),
    ownVisit(visits.overpaid, 4),
    ownVisit(visits.unauthorized, 6, { code: '99215', charge: '260.00' }),
    ownVisit(visits.disputed, 7, { memberId: 'JHM40077-DED' }),
    // Its filing limit is near.
    ownVisit(visits.held, 5, { renderingNpi: heldProvider, serviceDateFrom: '2026-06-15' }),
  ];
  await upload('visits.ndjson', [...sampleVisits.map(sampleLine), ...own].join('\n'));
  await upload('twice.ndjson', twiceKnown('clinic', 'P-1', 'JHM90017', '14 Nettle Row'));
  await upload('twice-more.ndjson', twiceKnown('hospital', 'X-77', 'JHM55555', '1 Main St'));
  await upload('by-whom.csv', visitOfUnknownProvider());
  await upload('schedule.csv', appointments);
  await upload('feed/note.hl7', [unsignedNote, writeAdmission(feedVisit, 'standard', '2.5')].join('\r'));
  await upload('feed/charges.hl7', writeCharges(feedVisit, 'standard', '2.5'));
  const patient = { ...feedVisit.patient, sourcePatientId: 'P2' };
  const incomplete = { ...feedVisit, encounterId: visits.incomplete, patient };
  await upload('feed/more-charges.hl7', writeCharges(incomplete, 'standard', '2.5', { controlId: 'C2' }));
  await upload('feed/scan0007.pdf', '%PDF-1.7\n% a letter\n%%EOF\n');
  await upload('Kowalski_Maren_1984-02-11.pdf', '%PDF-1.7\n% a card\n%%EOF\n');

  const { explainedByPerson, neverInBank, returned, takenBack, unexplained } = payments;
  await payBeside(machine, explainedByPerson.trace, [['CT', 0 - explainedByPerson.amountCents]]);
  await payBeside(machine, neverInBank.trace, [['CT', 0 - neverInBank.amountCents]]);
  await payBeside(machine, returned.trace, [['CT', 0 - returned.amountCents]], 'CHK');
  await payBeside(machine, takenBack.trace, [
    ['CT', 0 - takenBack.amountCents - takenBack.takenCents],
    ['WO', takenBack.takenCents],
  ]);
  await payBeside(machine, unexplained.trace, [
    ['CT', 0 - 90_000],
    ['CS', unexplained.amountCents],
  ]);
  await receive(remittanceFile([legacyDecision('ZZ999999', 16_000, 12_000)], now()));
  const wrong = { ...legacyDecision('ZZ888888', 16_000, 12_000), paidCents: cents(12_001) };
  await receive(remittanceFile([wrong], now()));
  await machine.settle();
  await bank('november.csv', firstStatement(inDays(0)));
  await machine.settle();
  await bank('november.bai', sameDepositAgain(inDays(0)));
  await machine.settle();
}

type As = readonly [user: string, role: StaffRole];

/** What a person decides before the browser comes to it. */
export async function work(
  machine: TaskKindMachine,
  task: Pick<Task, 'taskId'>,
  [user, role]: As,
  outcome: object,
): Promise<void> {
  const answer = WorkTaskAnswer.parse(
    await machine.ask('work-task', { taskId: task.taskId, user, authority: { roles: [role] }, outcome }),
  );
  if (answer.outcome === 'refused') {
    throw new Error(`${user} may not decide ${task.taskId} so: ${answer.problems.join('; ')}`);
  }
  await machine.settle();
}

export async function taskOf(
  machine: TaskKindMachine,
  kind: Task['kind'],
  encounterId: string,
): Promise<Task> {
  const { claimId } = await machine.claimOf(encounterId);
  const task = (await machine.openTasks(kind)).find((one) => one.claimId === claimId);
  if (task === undefined) {
    throw new Error(`Visit ${encounterId} has no open ${kind} task`);
  }
  return task;
}

/** Lets everything happen that leads to a task of each kind; afterwards time stands still. */
export async function bringEveryKind(machine: TaskKindMachine): Promise<void> {
  const { days, receive } = machine;
  await sendEverything(machine);
  await days(4);
  const decisions: Claim835[] = [];
  for (const encounterId of [
    visits.overpaid,
    visits.underpaid,
    visits.chargedTooLow,
    visits.disputed,
    'ENC-1023',
    'ENC-1025',
  ]) {
    const decision = (await machine.payerOf(await machine.claimOf(encounterId))).decision();
    decisions.push(encounterId === visits.overpaid ? withMore(decision, 1000) : decision);
  }
  await receive(remittanceFile(decisions, machine.now()));
  await machine.upload('again.ndjson', changedVisit());
  // A day is totalled when it is over, and what was decided on it is compared after that.
  await days(2);
  await days(2);
  await work(machine, await taskOf(machine, 'coding', 'ENC-1006'), ['coder', 'coder'], {
    outcome: 'query-provider',
    question: 'What kind of low back pain is it?',
    indicators: ['Low back pain'],
    options: ['Vertebrogenic low back pain', 'Low back pain of another kind'],
  });
  await work(machine, await taskOf(machine, 'denial', 'ENC-1025'), ['poster', 'payment-poster'], {
    outcome: 'write-off',
    writeOffReason: 'bundled',
    reason,
  });
  await dispute(machine);
}

/** Whoever receives the bill calls: the amount is not what was said. */
async function dispute({ ask, claimOf, inDays }: TaskKindMachine): Promise<void> {
  const { guarantorId, claimId } = await claimOf(visits.disputed);
  await ask('keep-log', {
    action: 'open-dispute',
    guarantorId,
    claimId,
    type: 'estimate',
    words: 'At the desk he was told of a smaller amount',
    reviewOn: inDays(10),
    user: 'front-desk',
  });
}

const reason = 'As the payer wrote in its letter';

/** A visit of the samples with another charge than before. */
function changedVisit(): string {
  const line = sampleLine('ENC-1005');
  return line.replaceAll('"99203"', '"99204"');
}

/** The remittance of a payment beside claims, by its trace number. */
export async function remittanceOf(machine: TaskKindMachine, trace: string): Promise<RemittanceId> {
  const run = (await machine.facts.remittances(machine.practiceId)).find(
    ({ traceNumber }) => traceNumber === trace,
  );
  if (run === undefined) {
    throw new Error(`No remittance has the trace number ${trace}`);
  }
  return run.remittanceId;
}
