import type { MemoryWorld } from '../functions/memory-world.ts';

/** What everything that a dead process still tries comes to. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied';
}

/** Registering, checking and laying out; posting claims; closing the run. */
export type Phase = 'taking in' | 'posting claims' | 'closing';

/**
 * When a process dies: at its nth write of a phase, before that is stored or after it is, when the answer never arrives; at
 * the end of the phase where it writes less often.
 */
export interface Death {
  readonly phase: Phase;
  readonly atWrite: number;
  readonly isStored: boolean;
}

/** The world as one process has it, which dies at one of its writes: then it neither reads nor writes anything any more. */
export function mortalWorld(world: MemoryWorld, death: Death | undefined) {
  let writes = 0;
  let writesOfPhase = 0;
  let phase: Phase = 'taking in';
  let isDead = false;
  const read = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    if (isDead) {
      throw new ProcessDied();
    }
    const answer = await call();
    if (isDead) {
      throw new ProcessDied();
    }
    return answer;
  };
  const write = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    if (isDead) {
      throw new ProcessDied();
    }
    writes += 1;
    writesOfPhase += 1;
    if (phase !== death?.phase || writesOfPhase !== death.atWrite) {
      return await read(call);
    }
    isDead = true;
    if (death.isStored) {
      await call();
    }
    throw new ProcessDied();
  };
  const { commit, documents, remittances, controlNumbers, clearinghouse, executions } = world;
  const { claims, ledger, tasks, practices, bank } = world;
  return {
    writes: () => writes,
    isDead: () => isDead,
    /** Says that a phase is over, and which comes next. */
    ended: (next?: Phase): void => {
      if (isDead || phase === death?.phase) {
        isDead = true;
        throw new ProcessDied();
      }
      phase = next ?? phase;
      writesOfPhase = 0;
    },
    world: {
      ...world,
      commit: { apply: (given) => write(() => commit.apply(given)) },
      documents: {
        ...documents,
        put: (...given) => write(() => documents.put(...given)),
        get: (...given) => read(() => documents.get(...given)),
        stream: (...given) => read(() => documents.stream(...given)),
      },
      remittances: {
        ...remittances,
        register: (run) => write(() => remittances.register(run)),
        claimPayment: (...given) => write(() => remittances.claimPayment(...given)),
        load: (...given) => read(() => remittances.load(...given)),
        doneClaims: (...given) => read(() => remittances.doneClaims(...given)),
        claimsOfPayerNumber: (...given) => read(() => remittances.claimsOfPayerNumber(...given)),
      },
      controlNumbers: {
        ...controlNumbers,
        issue: (...given) => write(() => controlNumbers.issue(...given)),
        noteReceived: (...given) => write(() => controlNumbers.noteReceived(...given)),
        sentAs: (...given) => read(() => controlNumbers.sentAs(...given)),
      },
      clearinghouse: { ...clearinghouse, send: (...given) => write(() => clearinghouse.send(...given)) },
      executions: { ...executions, start: (...given) => write(() => executions.start(...given)) },
      claims: { ...claims, load: (...given) => read(() => claims.load(...given)) },
      ledger: {
        ...ledger,
        ofClaim: (...given) => read(() => ledger.ofClaim(...given)),
        ofHolder: (...given) => read(() => ledger.ofHolder(...given)),
        takebacks: (...given) => read(() => ledger.takebacks(...given)),
        refunds: (...given) => read(() => ledger.refunds(...given)),
      },
      tasks: { ...tasks, load: (...given) => read(() => tasks.load(...given)) },
      practices: { ...practices, load: (...given) => read(() => practices.load(...given)) },
      bank: {
        ...bank,
        openEntries: (...given) => read(() => bank.openEntries(...given)),
        awaited: (...given) => read(() => bank.awaited(...given)),
      },
    } satisfies MemoryWorld,
  };
}
