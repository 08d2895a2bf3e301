import type { Finding } from './findings.ts';
import type { Guide } from './guide.ts';
import type { ReadModel } from './guides/models.ts';
import type { InterchangeAcknowledgementTA1 } from './guides/TA1/model.ts';
import type { Delimiters } from './interchange.ts';
import type { UnusableTransaction } from './read-parts.ts';

/** One ST to SE as it was read. */
export interface ReadTransaction {
  /** ST01. */
  readonly setCode: string;
  /** ST02. */
  readonly controlNumber: string;
  /** ST03, or GS08 where the transaction does not name its guide. */
  readonly version: string;
  /** Absent when no guide of ours reads it; then there is no model either. */
  readonly guide?: Guide;
  /** The typed model. A rejected transaction may have one too. */
  readonly model?: ReadModel;
  /** Why there is no model of a transaction that a guide reads. */
  readonly unusable?: UnusableTransaction;
  readonly findings: readonly Finding[];
  /** Whether no finding is an error: what a 999 says. */
  readonly accepted: boolean;
  /** ST and SE included. */
  readonly segmentCount: number;
  readonly offset: number;
}

/** GS and GE, without what is between them. */
export interface GroupEnvelope {
  /** GS01. */
  readonly functionalCode: string;
  readonly senderCode: string;
  readonly receiverCode: string;
  /** GS04 and GS05, as written. */
  readonly date: string;
  readonly time: string;
  /** GS06. */
  readonly controlNumber: string;
  /** GS08. */
  readonly version: string;
  /** GE01; absent when GE is missing or has no number. */
  readonly declaredCount?: number;
  /** Transactions that were read. */
  readonly transactionCount: number;
  /** Findings about the group itself, not those of its transactions. */
  readonly findings: readonly Finding[];
}

/** One GS to GE. */
export interface ReadGroup extends GroupEnvelope {
  readonly transactions: readonly ReadTransaction[];
}

/** ISA and IEA, without the groups between them. */
export interface InterchangeEnvelope {
  readonly delimiters: Delimiters;
  readonly senderQualifier: string;
  readonly senderId: string;
  readonly receiverQualifier: string;
  readonly receiverId: string;
  /** ISA09 and ISA10, as written. */
  readonly date: string;
  readonly time: string;
  /** ISA12. */
  readonly version: string;
  readonly controlNumber: string;
  readonly acknowledgementRequested: boolean;
  readonly usageIndicator: string;
  /** Groups that were read. */
  readonly groupCount: number;
  /** TA1 segments that stand before the groups. */
  readonly acknowledgements: readonly InterchangeAcknowledgementTA1[];
  /** Findings about the interchange itself. */
  readonly findings: readonly Finding[];
  readonly offset: number;
}

/** One ISA to IEA. */
export interface ReadInterchange extends InterchangeEnvelope {
  readonly groups: readonly ReadGroup[];
}

/** A file that was read to its end, or one that cannot be, with what was whole before the fault. */
export type ReadResult =
  | {
      readonly readable: true;
      readonly interchanges: readonly ReadInterchange[];
      readonly findings: readonly Finding[];
    }
  | {
      readonly readable: false;
      /** Where reading stopped. */
      readonly offset: number;
      readonly sentence: string;
      /** The one in which reading stopped, refused and without its groups: there is somebody to answer. */
      readonly unfinished?: ReadInterchange;
      /** Only interchanges that are whole. */
      readonly interchanges: readonly ReadInterchange[];
      readonly findings: readonly Finding[];
    };
