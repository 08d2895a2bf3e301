import type { StaffAuthority, StaffRole } from '#contracts/staff-member.ts';
import { TaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import { approvers } from './authority.ts';

const billing = ['biller', 'manager'] as const;
const coding = ['coder', 'biller', 'manager'] as const;
const desk = ['front-desk', 'coder', 'biller', 'manager'] as const;
const posting = ['payment-poster', 'finance', 'manager'] as const;
const contracts = ['biller', 'finance', 'manager'] as const;
const everybodyAtWork = ['front-desk', 'coder', 'biller', 'payment-poster', 'finance', 'manager'] as const;
const credits = ['payment-poster', 'biller', 'finance', 'manager'] as const;

/** Who decides tasks of a kind. A kind that is not here does not compile. */
const deciders: Readonly<Record<TaskKind, readonly StaffRole[]>> = {
  coverage: ['front-desk', 'biller', 'manager'],
  coding: ['coder', 'manager'],
  'coding-audit': ['auditor', 'manager'],
  authorization: ['front-desk', 'biller', 'manager'],
  correction: coding,
  rejection: billing,
  denial: billing,
  appeal: billing,
  'follow-up': billing,
  'charge-changed': coding,
  'missing-charge': desk,
  'unmapped-alias': billing,
  'quarantined-upload': billing,
  'incomplete-visit': desk,
  'unmatched-document': desk,
  'unsigned-note': coding,
  'physician-query': ['coder', 'auditor', 'manager'],
  'duplicate-patient': ['front-desk', 'biller', 'manager'],
  'unexplained-adjustment': posting,
  'takeback-differs': posting,
  'unmatched-remittance': posting,
  'out-of-balance-remittance': posting,
  'unmatched-deposit': posting,
  'missing-remittance': posting,
  'missing-deposit': posting,
  'returned-item': posting,
  'repeated-bank-entry': posting,
  underpayment: contracts,
  'overpayment-review': contracts,
  'charge-too-low': contracts,
  'late-payment': contracts,
  'credit-balance': credits,
  'refund-taken-again': credits,
  hold: billing,
  'hold-review': desk,
  'write-off-approval': approvers,
  'follow-up-date': everybodyAtWork,
  dispute: ['front-desk', 'biller', 'finance', 'manager'],
};

/** The kinds of tasks that people of these roles decide, in the order in which kinds are listed. */
export function kindsDecidedBy(roles: readonly StaffRole[]): TaskKind[] {
  return TaskKind.options.filter((kind) => roles.some((role) => deciders[kind].includes(role)));
}

/** The kinds of tasks that are handed to a person: those that the person is good at, of those that the roles decide. */
export function kindsWorkedBy({ roles, skills }: Pick<StaffAuthority, 'roles' | 'skills'>): TaskKind[] {
  return kindsDecidedBy(roles).filter((kind) => skills === undefined || skills.includes(kind));
}

/** Outcomes that others decide than the rest of their kind. */
const decidersOfOutcome: {
  readonly [Kind in TaskKind]?: Readonly<Record<string, readonly StaffRole[]>>;
} = {
  // A correction may change the codes, which the front desk does nowhere else.
  authorization: { corrected: coding },
  coding: { 'query-provider': ['coder', 'auditor', 'manager'] },
  'coding-audit': { 'coded-blind': ['auditor'], released: ['manager'] },
  // What the provider says is the provider's own word: nobody answers in another's place.
  // Whether a visit goes back to its insurance, and what is given up of it, whoever bills it says.
  dispute: { adjust: credits, 'insurance-owes': billing, 'not-this-patients': billing },
  'physician-query': { answered: ['provider'], unanswered: ['manager'] },
};

/** Whether a task may be known to a person: who is a provider and nothing else knows of that provider's own alone. */
export function isForProvider(
  { roles, providerNpi }: StaffAuthority,
  task: Pick<Task, 'providerNpi'>,
): boolean {
  return (
    roles.some((role) => role !== 'provider') ||
    (providerNpi !== undefined && task.providerNpi === providerNpi)
  );
}

/**
 * Why a person does not decide a task so, if so. Whoever posts payments may propose a write-off, since it
 * is there that one sees that nothing more will come.
 */
export function refuseByRole(
  { roles, providerNpi }: StaffAuthority,
  { kind, ...task }: Pick<Task, 'kind' | 'providerNpi'>,
  outcome: string,
): string | undefined {
  const usual: readonly StaffRole[] = decidersOfOutcome[kind]?.[outcome] ?? deciders[kind];
  const who: readonly StaffRole[] = outcome === 'write-off' ? [...usual, 'payment-poster'] : usual;
  if (!roles.some((role) => who.includes(role))) {
    return `A task of kind ${kind} is decided as "${outcome}" by: ${who.join(', ')}`;
  }
  return who.every((role) => role === 'provider') && task.providerNpi !== providerNpi
    ? `The question is for the provider ${task.providerNpi ?? 'it names'} alone to answer`
    : undefined;
}
