import type { Answer } from './report-warehouse.ts';
import type { Asked, Books } from './independent/books.ts';
import {
  netDaysInReceivables,
  agingByServiceDate,
  receivablesRollForward,
  trialBalance,
  unpostedCash,
  cashShareOfNetRevenue,
  badDebtRate,
  lateCharges,
} from './independent/money-by-hand.ts';
import { netCollectionRate, grossCollectionRate, takebackRate } from './independent/collections-by-hand.ts';
import { denialResolution, denialWriteOffs } from './independent/denials-by-hand.ts';
import {
  initialDenialRate,
  primaryDenialRate,
  lags,
  cleanClaimRate,
  acceptanceRate,
  firstPassResolution,
  unbilledDays,
} from './independent/claims-by-hand.ts';

/** The computation of each report that is reckoned twice, by the name of the report. */
export const independentKpis: Readonly<Record<string, (books: Books, asked: Asked) => Answer[]>> = {
  'acceptance-rate': acceptanceRate,
  'aging-by-service-date': agingByServiceDate,
  'bad-debt-rate': badDebtRate,
  'cash-share-of-net-revenue': cashShareOfNetRevenue,
  'clean-claim-rate': cleanClaimRate,
  'denial-resolution': denialResolution,
  'denial-write-offs': denialWriteOffs,
  'first-pass-resolution': firstPassResolution,
  'gross-collection-rate': grossCollectionRate,
  'initial-denial-rate': initialDenialRate,
  lags,
  'late-charge-rate': lateCharges,
  'net-collection-rate': netCollectionRate,
  'net-days-in-receivables': netDaysInReceivables,
  'primary-denial-rate': primaryDenialRate,
  'receivables-roll-forward': receivablesRollForward,
  'takeback-rate': takebackRate,
  'trial-balance': trialBalance,
  'unbilled-days': unbilledDays,
  'unposted-cash': unpostedCash,
};
