import type { Finding } from '#domain/x12/findings.ts';
import type { InterchangeListener } from '#domain/x12/interchange-reader.ts';

/** What there was in a file, and what of it is rejected. */
export class Tally implements InterchangeListener {
  interchanges = 0;
  groups = 0;
  transactions = 0;
  rejectedTransactions = 0;
  errors = 0;
  warnings = 0;
  /** Whether the group, and the interchange, that is open has no error so far, within or about itself. */
  groupAccepted = true;
  interchangeAccepted = true;

  readonly interchangeOpened = (): void => {
    this.interchangeAccepted = true;
  };

  readonly groupOpened = (): void => {
    this.groupAccepted = true;
  };

  readonly transaction = (transaction: { readonly findings: readonly Finding[] }): void => {
    this.transactions++;
    if (this.count(transaction.findings)) return;
    this.rejectedTransactions++;
    this.groupAccepted = false;
  };

  readonly group = (group: { readonly findings: readonly Finding[] }): void => {
    this.groups++;
    if (!this.count(group.findings)) this.groupAccepted = false;
    if (!this.groupAccepted) this.interchangeAccepted = false;
  };

  readonly interchange = (interchange: { readonly findings: readonly Finding[] }): void => {
    this.interchanges++;
    if (!this.count(interchange.findings)) this.interchangeAccepted = false;
  };

  /** Counts findings and says whether none is an error. */
  count(findings: readonly Finding[]): boolean {
    const before = this.errors;
    for (const { severity } of findings) {
      if (severity === 'error') this.errors++;
      else this.warnings++;
    }
    return this.errors === before;
  }

  /** Whether nothing in the file is rejected. */
  get accepted(): boolean {
    return this.errors === 0;
  }
}

/** `1 interchange`, `2 interchanges`. */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
