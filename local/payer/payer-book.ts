import type { Store } from '../runtime/service.ts';

/** Something the payer will do at a moment of the virtual clock. */
export interface Job {
  readonly id: number;
  readonly dueAt: number;
  readonly kind: string;
  readonly payload: string;
}

export interface NewJob {
  readonly dueAt: number;
  readonly kind: string;
  readonly payload: unknown;
  /** A second job of the same name is not taken: several claims share one remittance run. */
  readonly name?: string;
}

/** A claim that was accepted into adjudication and waits for a remittance run, or for a second look. */
export interface PendingDecision {
  readonly id: number;
  readonly kind: 'first' | 'second';
  readonly claim: string;
}

export interface StandingDecision {
  readonly payerControlNumber: string;
  /** The 835 claim as decided. */
  readonly decided: string;
}

/** What the synthetic payer remembers, in the same database as everything else on this machine. */
export interface PayerBook {
  nextDueAt(): number | undefined;
  due(now: number): Job[];
  /** Adds a job; call inside `store.write`. */
  addJob(job: NewJob): void;
  finishJob(id: number): void;
  addDecision(decision: { run: string; kind: 'first' | 'second'; claim: unknown }): void;
  decisionsOf(run: string): PendingDecision[];
  finishDecisions(run: string): void;
  standing(payerId: string, claimId: string): StandingDecision | undefined;
  /** Replaces what stands for a claim; undefined takes it away. */
  setStanding(payerId: string, claimId: string, standing: StandingDecision | undefined): void;
  knowsControlNumber(payerId: string, payerControlNumber: string): boolean;
  forwardedCents(payerId: string, payee: string): number;
  setForwardedCents(payerId: string, payee: string, amountCents: number): void;
}

export function openPayerBook({ database }: Pick<Store, 'database'>): PayerBook {
  database.exec(`
    CREATE TABLE IF NOT EXISTS payer_job (
      id INTEGER PRIMARY KEY AUTOINCREMENT, due_at INTEGER NOT NULL, kind TEXT NOT NULL,
      payload TEXT NOT NULL, name TEXT UNIQUE) STRICT;
    CREATE INDEX IF NOT EXISTS payer_job_due ON payer_job (due_at, id);
    CREATE TABLE IF NOT EXISTS payer_decision (
      id INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL, kind TEXT NOT NULL, claim TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS payer_decision_run ON payer_decision (run, id);
    CREATE TABLE IF NOT EXISTS payer_standing (
      payer_id TEXT NOT NULL, claim_id TEXT NOT NULL, control_number TEXT NOT NULL, decided TEXT NOT NULL,
      PRIMARY KEY (payer_id, claim_id)) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS payer_forwarded (
      payer_id TEXT NOT NULL, payee TEXT NOT NULL, amount_cents INTEGER NOT NULL,
      PRIMARY KEY (payer_id, payee)) STRICT, WITHOUT ROWID;
  `);
  const statements = {
    next: database.prepare('SELECT min(due_at) AS due FROM payer_job'),
    due: database.prepare(
      'SELECT id, due_at AS dueAt, kind, payload FROM payer_job WHERE due_at <= ? ORDER BY due_at, id LIMIT 100',
    ),
    addJob: database.prepare(
      'INSERT OR IGNORE INTO payer_job (due_at, kind, payload, name) VALUES (?, ?, ?, ?)',
    ),
    finishJob: database.prepare('DELETE FROM payer_job WHERE id = ?'),
    addDecision: database.prepare('INSERT INTO payer_decision (run, kind, claim) VALUES (?, ?, ?)'),
    decisions: database.prepare('SELECT id, kind, claim FROM payer_decision WHERE run = ? ORDER BY id'),
    finishDecisions: database.prepare('DELETE FROM payer_decision WHERE run = ?'),
    standing: database.prepare(
      'SELECT control_number AS number, decided FROM payer_standing WHERE payer_id = ? AND claim_id = ?',
    ),
    setStanding: database.prepare('INSERT OR REPLACE INTO payer_standing VALUES (?, ?, ?, ?)'),
    clearStanding: database.prepare('DELETE FROM payer_standing WHERE payer_id = ? AND claim_id = ?'),
    knows: database.prepare(
      'SELECT 1 AS known FROM payer_standing WHERE payer_id = ? AND control_number = ?',
    ),
    forwarded: database.prepare(
      'SELECT amount_cents AS amount FROM payer_forwarded WHERE payer_id = ? AND payee = ?',
    ),
    setForwarded: database.prepare('INSERT OR REPLACE INTO payer_forwarded VALUES (?, ?, ?)'),
  };
  return {
    nextDueAt() {
      const due = statements.next.get()?.['due'];
      return typeof due === 'number' ? due : undefined;
    },
    due: (now) =>
      statements.due.all(now).map((row) => ({
        id: Number(row['id']),
        dueAt: Number(row['dueAt']),
        kind: String(row['kind']),
        payload: String(row['payload']),
      })),
    addJob({ dueAt, kind, payload, name }) {
      statements.addJob.run(dueAt, kind, JSON.stringify(payload), name ?? null);
    },
    finishJob(id) {
      statements.finishJob.run(id);
    },
    addDecision({ run, kind, claim }) {
      statements.addDecision.run(run, kind, JSON.stringify(claim));
    },
    decisionsOf: (run) =>
      statements.decisions.all(run).map((row) => ({
        id: Number(row['id']),
        kind: row['kind'] === 'second' ? 'second' : 'first',
        claim: String(row['claim']),
      })),
    finishDecisions(run) {
      statements.finishDecisions.run(run);
    },
    standing(payerId, claimId) {
      const row = statements.standing.get(payerId, claimId);
      return row === undefined
        ? undefined
        : { payerControlNumber: String(row['number']), decided: String(row['decided']) };
    },
    setStanding(payerId, claimId, standing) {
      if (standing === undefined) {
        statements.clearStanding.run(payerId, claimId);
      } else {
        statements.setStanding.run(payerId, claimId, standing.payerControlNumber, standing.decided);
      }
    },
    knowsControlNumber: (payerId, payerControlNumber) =>
      statements.knows.get(payerId, payerControlNumber) !== undefined,
    forwardedCents(payerId, payee) {
      return Number(statements.forwarded.get(payerId, payee)?.['amount'] ?? 0);
    },
    setForwardedCents(payerId, payee, amountCents) {
      statements.setForwarded.run(payerId, payee, amountCents);
    },
  };
}
