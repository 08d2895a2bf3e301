import { SessionCodes } from '../codes/session-codes.ts';
import type { Draft } from './draft.ts';

/**
 * What people have typed and not handed in, in the memory of this page: it outlives the way to another page, a refusal
 * and a session that ended, and is gone with the tab or when another person signs in.
 */
export class DraftStore {
  #owner: string | undefined;
  readonly #drafts = new Map<string, Draft>();
  readonly #chosen = new Map<string, string>();
  readonly #beside = new Map<string, unknown>();
  readonly #ofPractices = new Map<string, DraftStore>();
  readonly codes = new SessionCodes();

  /** What is typed in one practice: a form of another does not begin with its patients. */
  of(practiceId: string): DraftStore {
    const drafts = this.#ofPractices.get(practiceId) ?? new DraftStore();
    this.#ofPractices.set(practiceId, drafts);
    return drafts;
  }

  /** Forgets what somebody else has typed. */
  belongTo(user: string): void {
    if (this.#owner !== user) {
      this.forgetAll();
      this.#owner = user;
    }
  }

  forgetAll(): void {
    this.#drafts.clear();
    this.#chosen.clear();
    this.#beside.clear();
    this.codes.forgetAll();
    for (const drafts of this.#ofPractices.values()) {
      drafts.forgetAll();
    }
  }

  draft(taskId: string, outcome: string): Draft | undefined {
    return this.#drafts.get(`${taskId} ${outcome}`);
  }

  keep(taskId: string, outcome: string, draft: Draft): void {
    this.#drafts.set(`${taskId} ${outcome}`, draft);
  }

  chosen(taskId: string): string | undefined {
    return this.#chosen.get(taskId);
  }

  choose(taskId: string, outcome: string): void {
    this.#chosen.set(taskId, outcome);
  }

  /** What helps to work a task and is no part of the decision: `what` names it, and who keeps it knows what it is. */
  beside(taskId: string, what: string): unknown {
    return this.#beside.get(`${taskId} ${what}`);
  }

  keepBeside(taskId: string, what: string, value: unknown): void {
    this.#beside.set(`${taskId} ${what}`, value);
  }

  /** Whether anything was typed for a task. */
  has(taskId: string): boolean {
    return [...this.#drafts.keys()].some((key) => key.startsWith(`${taskId} `));
  }

  /** The task was worked. */
  forget(taskId: string): void {
    this.#chosen.delete(taskId);
    for (const kept of [this.#drafts, this.#beside]) {
      for (const key of kept.keys()) {
        if (key.startsWith(`${taskId} `)) {
          kept.delete(key);
        }
      }
    }
  }
}
