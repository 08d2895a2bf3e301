import type { CodeSetEdition, CodeSetKind, CodeSetRegister } from '#contracts/code-sets.ts';

/** The editions of code sets: a register for each kind, and the packed tables. Every edition is kept. */
export interface CodeSetStore {
  /** The registers of all kinds that have one. */
  registers(): Promise<readonly CodeSetRegister[]>;
  /** An empty register of revision 0 where nothing of the kind was loaded. */
  register(kind: CodeSetKind): Promise<CodeSetRegister>;
  /**
   * Makes registers current, all of them together, each as the revision after its own; answers false, and writes none,
   * when one of them was written by somebody else since it was read.
   */
  save(registers: readonly CodeSetRegister[]): Promise<boolean>;
  /** Puts a table where its edition says; one that is there already stays, since its name holds its check sum. */
  putTable(edition: Pick<CodeSetEdition, 'tableKey'>, bytes: Uint8Array): Promise<void>;
  /** @throws Error when it is not there: an edition is registered only after its table. */
  getTable(edition: Pick<CodeSetEdition, 'tableKey'>): Promise<Uint8Array>;
}
