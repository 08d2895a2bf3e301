import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { appeals, appealsSent } from './appeals.ts';
import { ledgerEntries, monthEndClosePack, receivablesRollForward, trialBalance } from './books.ts';
import { cashShareOfNetRevenue, payments, pointOfServiceCollections } from './cash-ratios.ts';
import { cloudCostPerClaim, costList, costToCollect } from './costs.ts';
import {
  collectedClaims,
  grossCollectionRate,
  netCollectionByServiceMonth,
  netCollectionRate,
} from './collection-rates.ts';
import {
  denialResolution,
  denialWriteOffs,
  denialsAndTheirEnd,
  writtenOffClaims,
} from './denial-outcomes.ts';
import {
  denialsByCause,
  denialsByPayerAndCode,
  denialsByStage,
  deniedAdjustments,
  deniedClaims,
  initialDenialRate,
  primaryDenialRate,
} from './initial-denials.ts';
import { charges, claimsBehindLags, lagReport, lateCharges } from './lags.ts';
import { badDebtRate, statementYield, statementsAndPayments } from './patient-collections.ts';
import {
  cashByPayer,
  payByCode,
  remittanceMatchRate,
  takebackRate,
  takebacks,
  underpaidLines,
  underpaymentRate,
  unpostedCash,
  unpostedMoney,
} from './payer-payments.ts';
import { payerScorecard } from './payer-scorecard.ts';
import {
  agingByBillDate,
  agingByServiceDate,
  netDaysInReceivables,
  openReceivables,
  unbilledClaims,
  unbilledDays,
} from './receivables.ts';
import {
  acceptanceRate,
  cleanClaimRate,
  firstDecisionsOfClaims,
  firstPassResolution,
  insuranceVerificationRate,
  registeredClaims,
  submittedClaims,
} from './submission-quality.ts';
import { auditedClaims, coderAccuracy, openTasks, queueAge } from './work-reports.ts';

/** Every report on the warehouse. */
export const warehouseReports: readonly WarehouseReport[] = [
  cleanClaimRate,
  acceptanceRate,
  submittedClaims,
  firstPassResolution,
  firstDecisionsOfClaims,
  insuranceVerificationRate,
  registeredClaims,
  lagReport,
  claimsBehindLags,
  lateCharges,
  charges,
  initialDenialRate,
  primaryDenialRate,
  deniedClaims,
  denialsByCause,
  denialsByStage,
  denialsByPayerAndCode,
  deniedAdjustments,
  denialWriteOffs,
  writtenOffClaims,
  denialResolution,
  denialsAndTheirEnd,
  appeals,
  appealsSent,
  netCollectionRate,
  netCollectionByServiceMonth,
  grossCollectionRate,
  collectedClaims,
  costToCollect,
  cloudCostPerClaim,
  costList,
  cashShareOfNetRevenue,
  pointOfServiceCollections,
  cashByPayer,
  payments,
  netDaysInReceivables,
  agingByServiceDate,
  agingByBillDate,
  openReceivables,
  unbilledDays,
  unbilledClaims,
  underpaymentRate,
  underpaidLines,
  takebackRate,
  takebacks,
  remittanceMatchRate,
  payByCode,
  unpostedCash,
  unpostedMoney,
  payerScorecard,
  statementYield,
  statementsAndPayments,
  badDebtRate,
  coderAccuracy,
  auditedClaims,
  queueAge,
  openTasks,
  receivablesRollForward,
  trialBalance,
  ledgerEntries,
  monthEndClosePack,
];

/**
 * The report of this name.
 * @throws Error that names all the known ones.
 */
export function findWarehouseReport(name: string): WarehouseReport {
  const found = warehouseReports.find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(
      `There is no report "${name}"; expected one of ${warehouseReports.map((one) => one.name).join(', ')}`,
    );
  }
  return found;
}
