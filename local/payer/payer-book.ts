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

/** A file that left, before it has a number. */
export interface NewSentFile {
  /** The practice's id in the interchange. */
  readonly practice: string;
  /** The job that sends it: the same job sends the same file again. */
  readonly jobId: number;
  readonly kind: string;
  readonly sentAt: number;
  readonly wantsAcknowledgement: boolean;
}

export interface SentFile {
  readonly practice: string;
  readonly number: number;
  readonly kind: string;
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
  /** The control number of a file: the next to its practice, or the one that its job was given before. */
  numberFor(file: NewSentFile): number;
  /** Takes note of an acknowledgement; gives the kind of the file that it answers, undefined for none of the payer's. */
  acknowledge(
    practice: string,
    answer: { readonly kind?: string; readonly number: number; readonly code: string },
  ): string | undefined;
  /** Files that left before a moment and are not acknowledged; each is given once. */
  takeUnacknowledged(sentBefore: number): SentFile[];
  /** How many files wanted an acknowledgement, and how many had one. */
  acknowledgementCounts(): { readonly wanted: number; readonly acknowledged: number };
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
    CREATE TABLE IF NOT EXISTS payer_sent (
      practice TEXT NOT NULL, number INTEGER NOT NULL, job_id INTEGER NOT NULL UNIQUE, kind TEXT NOT NULL,
      sent_at INTEGER NOT NULL, wanted INTEGER NOT NULL, acknowledged TEXT, complained INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS payer_sent_waiting ON payer_sent (sent_at)
      WHERE wanted = 1 AND acknowledged IS NULL AND complained = 0;
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
    numberOfJob: database.prepare('SELECT number FROM payer_sent WHERE job_id = ?'),
    addSent: database.prepare(
      `INSERT INTO payer_sent (practice, number, job_id, kind, sent_at, wanted)
       SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM payer_sent WHERE practice = ? RETURNING number`,
    ),
    acknowledge: database.prepare(
      'UPDATE payer_sent SET acknowledged = ? WHERE practice = ? AND number = ? AND kind = coalesce(?, kind) RETURNING kind',
    ),
    complain: database.prepare(
      `UPDATE payer_sent SET complained = 1
       WHERE wanted = 1 AND acknowledged IS NULL AND complained = 0 AND sent_at <= ? RETURNING practice, number, kind`,
    ),
    counts: database.prepare(
      'SELECT count(*) AS wanted, count(acknowledged) AS acknowledged FROM payer_sent WHERE wanted = 1',
    ),
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
    numberFor({ practice, jobId, kind, sentAt, wantsAcknowledgement }) {
      const row =
        statements.numberOfJob.get(jobId) ??
        statements.addSent.get(practice, jobId, kind, sentAt, wantsAcknowledgement ? 1 : 0, practice);
      return Number(row?.['number']);
    },
    acknowledge(practice, { kind, number, code }) {
      const row = statements.acknowledge.get(code, practice, number, kind ?? null);
      return row === undefined ? undefined : String(row['kind']);
    },
    takeUnacknowledged: (sentBefore) =>
      statements.complain.all(sentBefore).map((row) => ({
        practice: String(row['practice']),
        number: Number(row['number']),
        kind: String(row['kind']),
      })),
    acknowledgementCounts() {
      const row = statements.counts.get();
      return { wanted: Number(row?.['wanted'] ?? 0), acknowledged: Number(row?.['acknowledged'] ?? 0) };
    },
  };
}
