/** The state machines, as far as steps start them and answer their waits. */
export interface Executions {
  /** Starts an execution by name; answers `exists` when that name was used already. Input holds ids only. */
  start(
    machine:
      | 'claim-pipeline'
      | 'encounter-intake'
      | 'remittance-posting'
      | 'patient-account'
      | 'warehouse-export',
    name: string,
    input: Readonly<Record<string, string | number | boolean>>,
  ): Promise<'started' | 'exists'>;
  /** Whether an execution is there and has not ended; it is named as it names itself. */
  isRunning(execution: string): Promise<boolean>;
  /** Ends a wait with its answer; `gone` when nobody waits with this token any more. */
  answer(token: string, output: Readonly<Record<string, string | number>>): Promise<'delivered' | 'gone'>;
}
