import type { StaffRole } from '#contracts/staff-member.ts';

const roleWords: Readonly<Record<StaffRole, string>> = {
  'front-desk': 'Front desk',
  coder: 'Coder',
  auditor: 'Auditor',
  biller: 'Biller',
  'payment-poster': 'Payment poster',
  provider: 'Provider',
  manager: 'Manager',
  finance: 'Finance',
  administrator: 'Administrator',
};

export function wordsOfRole(role: StaffRole): string {
  return roleWords[role];
}
