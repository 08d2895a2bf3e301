import { staffRoles, type StaffRole } from '../staff-member.ts';

/** Who works with patients' claims, and therefore sees them. An administrator of accounts does not. */
export const claimReaders = [
  'front-desk',
  'coder',
  'auditor',
  'biller',
  'payment-poster',
  'manager',
  'finance',
] as const satisfies readonly StaffRole[];

/** Who codes visits, or looks after how they were coded. A provider has to do with own visits only. */
export const codingReaders = [
  'coder',
  'auditor',
  'provider',
  'manager',
] as const satisfies readonly StaffRole[];

/** Who works with money that payers and patients owe or sent. */
export const moneyReaders = [
  'auditor',
  'biller',
  'payment-poster',
  'manager',
  'finance',
] as const satisfies readonly StaffRole[];

/** Who decides tasks; which kinds and outcomes is the table of `domain/staff`. */
export const taskWorkers = [
  'front-desk',
  'coder',
  'auditor',
  'biller',
  'payment-poster',
  'manager',
  'finance',
] as const satisfies readonly StaffRole[];

/** Who speaks with patients about what they owe. */
export const disputeOpeners = [
  'front-desk',
  'biller',
  'payment-poster',
  'manager',
] as const satisfies readonly StaffRole[];

/** Who reads what the practice earns: the reports on the warehouse, which name claims and staff and no patient. */
export const financeReaders = ['manager', 'finance', 'administrator'] as const satisfies readonly StaffRole[];

export const everybody = staffRoles;
