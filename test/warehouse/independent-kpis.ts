import type { Answer } from './report-warehouse.ts';
import type { Asked, Books } from './independent/books.ts';
import {
  netDaysInReceivables,
  agingByBillDate,
  agingByServiceDate,
  receivablesRollForward,
  trialBalance,
  unpostedCash,
  cashShareOfNetRevenue,
  badDebtRate,
  lateCharges,
} from './independent/money-by-hand.ts';
import {
  cashByPayer,
  grossCollectionRate,
  netCollectionByServiceMonth,
  netCollectionRate,
  takebackRate,
} from './independent/collections-by-hand.ts';
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

import {
  denialsByCause,
  denialsByPayerAndCode,
  denialsByStage,
  payByCode,
  remittanceMatchRate,
} from './independent/decisions-by-hand.ts';
import {
  cloudCostPerClaim,
  coderAccuracy,
  costToCollect,
  monthEndClosePack,
  pointOfServiceCollections,
  queueAge,
  statementYield,
} from './independent/office-by-hand.ts';
import { insuranceVerificationRate, payerScorecard, underpaymentRate } from './independent/payers-by-hand.ts';

/** The computation of each report that is reckoned twice, by the name of the report. */
export const independentKpis: Readonly<Record<string, (books: Books, asked: Asked) => Answer[]>> = {
  'acceptance-rate': acceptanceRate,
  'aging-by-bill-date': agingByBillDate,
  'aging-by-service-date': agingByServiceDate,
  'bad-debt-rate': badDebtRate,
  'cash-by-payer': cashByPayer,
  'cash-share-of-net-revenue': cashShareOfNetRevenue,
  'clean-claim-rate': cleanClaimRate,
  'cloud-cost-per-claim': cloudCostPerClaim,
  'coder-accuracy': coderAccuracy,
  'cost-to-collect': costToCollect,
  'denial-resolution': denialResolution,
  'denial-write-offs': denialWriteOffs,
  'denials-by-cause': denialsByCause,
  'denials-by-payer-and-code': denialsByPayerAndCode,
  'denials-by-stage': denialsByStage,
  'first-pass-resolution': firstPassResolution,
  'gross-collection-rate': grossCollectionRate,
  'initial-denial-rate': initialDenialRate,
  'insurance-verification-rate': insuranceVerificationRate,
  lags,
  'late-charge-rate': lateCharges,
  'month-end-close-pack': monthEndClosePack,
  'net-collection-by-service-month': netCollectionByServiceMonth,
  'net-collection-rate': netCollectionRate,
  'net-days-in-receivables': netDaysInReceivables,
  'pay-by-code-by-payer': payByCode,
  'payer-scorecard': payerScorecard,
  'point-of-service-collections': pointOfServiceCollections,
  'primary-denial-rate': primaryDenialRate,
  'queue-age': queueAge,
  'receivables-roll-forward': receivablesRollForward,
  'remittance-match-rate': remittanceMatchRate,
  'statement-yield': statementYield,
  'takeback-rate': takebackRate,
  'trial-balance': trialBalance,
  'underpayment-rate': underpaymentRate,
  'unbilled-days': unbilledDays,
  'unposted-cash': unpostedCash,
};
