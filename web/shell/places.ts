import { claimReaders, everybody, financeReaders, moneyReaders } from '#contracts/staff-api/roles.ts';
import type { StaffRouteId } from '#contracts/staff-api/routes.ts';
import type { StaffRole } from '#contracts/staff-member.ts';
import type { IconName } from './icon-paths.ts';

interface Place {
  readonly path: string;
  readonly name: string;
  readonly icon: IconName;
  /** After `g`. */
  readonly key: string;
  /** The route that the page cannot do without. */
  readonly needs: StaffRouteId;
  /** Who may call it: said again, so that the first page need not load every route. A test holds the two together. */
  readonly roles: readonly StaffRole[];
}

/** The pages that stand at the left of every page. */
export const places: readonly Place[] = [
  { path: '/tasks', name: 'Tasks', icon: 'tasks', key: 't', needs: 'list-tasks', roles: claimReaders },
  {
    path: '/check-in',
    name: 'Check-in',
    icon: 'checkIn',
    key: 'i',
    needs: 'list-check-ins',
    roles: claimReaders,
  },
  {
    path: '/patients',
    name: 'Patients',
    icon: 'patients',
    key: 'n',
    needs: 'find-patients',
    roles: claimReaders,
  },
  { path: '/claims', name: 'Claims', icon: 'claims', key: 'c', needs: 'list-claims', roles: claimReaders },
  { path: '/holds', name: 'Holds', icon: 'holds', key: 'h', needs: 'list-holds', roles: claimReaders },
  {
    path: '/accounts',
    name: 'Patient accounts',
    icon: 'accounts',
    key: 'a',
    needs: 'list-accounts',
    roles: claimReaders,
  },
  {
    path: '/closing',
    name: 'Day close',
    icon: 'closing',
    key: 'd',
    needs: 'show-periods',
    roles: moneyReaders,
  },
  {
    path: '/reports',
    name: 'Reports',
    icon: 'reports',
    key: 'r',
    needs: 'report-aging',
    roles: moneyReaders,
  },
  {
    path: '/finance',
    name: 'Finance',
    icon: 'finance',
    key: 'w',
    needs: 'list-warehouse-reports',
    roles: financeReaders,
  },
  {
    path: '/remittances',
    name: 'Remittances',
    icon: 'remittances',
    key: 'm',
    needs: 'list-remittances',
    roles: moneyReaders,
  },
  {
    path: '/batches',
    name: 'Payment batches',
    icon: 'batches',
    key: 'b',
    needs: 'list-payment-batches',
    roles: moneyReaders,
  },
  {
    path: '/takebacks',
    name: 'Takebacks',
    icon: 'takebacks',
    key: 'o',
    needs: 'list-takebacks',
    roles: moneyReaders,
  },
  {
    path: '/refunds',
    name: 'Refunds',
    icon: 'refunds',
    key: 'f',
    needs: 'list-refunds',
    roles: moneyReaders,
  },
  {
    path: '/bank',
    name: 'Bank',
    icon: 'bank',
    key: 'k',
    needs: 'open-bank-entries',
    roles: moneyReaders,
  },
  {
    path: '/uploads',
    name: 'Uploads',
    icon: 'uploads',
    key: 'u',
    needs: 'list-uploads',
    roles: claimReaders,
  },
  {
    path: '/my-visits',
    name: 'My visits',
    icon: 'claims',
    key: 'v',
    needs: 'list-own-tasks',
    roles: ['provider'],
  },
  {
    path: '/code-sets',
    name: 'Code sets',
    icon: 'codes',
    key: 's',
    needs: 'code-set-editions',
    roles: everybody,
  },
  {
    path: '/practice',
    name: 'Practice',
    icon: 'practice',
    key: 'p',
    needs: 'show-practice',
    roles: everybody,
  },
  {
    path: '/staff',
    name: 'Staff',
    icon: 'staff',
    key: 'e',
    needs: 'list-staff',
    roles: ['manager', 'administrator'],
  },
  {
    path: '/audit',
    name: 'Audit trail',
    icon: 'audit',
    key: 'l',
    needs: 'audit-of-day',
    roles: ['manager', 'administrator'],
  },
];

/** The pages for somebody with these roles. */
export function placesFor(roles: readonly StaffRole[]): readonly Place[] {
  return places.filter((place) => place.roles.some((role) => roles.includes(role)));
}
