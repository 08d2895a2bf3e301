import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { staffRoutes } from '#contracts/staff-api/routes.ts';
import type { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';

/**
 * Gives each function that a route leads to what its door needs: to see who works in a practice, to add to the audit trail,
 * and, where something is changed, to keep the answer for whoever asks the same again.
 */
export function openDoors(functions: readonly ClaimsFunction[], { records }: Foundation): void {
  for (const lambda of functions) {
    const routes: readonly StaffRoute[] = staffRoutes.filter((route) => route.function === lambda.verbNoun);
    if (routes.length === 0) {
      continue;
    }
    records.staff.open(lambda, ['GetItem']);
    records.audit.open(lambda, ['PutItem']);
    if (routes.some(({ does }) => does === 'changes')) {
      records.staffRequests.open(lambda, ['PutItem', 'UpdateItem']);
    }
  }
}
