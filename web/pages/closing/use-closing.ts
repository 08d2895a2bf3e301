import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { useQueryClient } from '@tanstack/react-query';
import { routeNamed } from '../../api/api-client.ts';
import { useChange } from '../../api/use-change.ts';

export const closePeriods = routeNamed(reportRoutes, 'close-periods');

/** Closes or opens a period, and looks at the books anew. */
export function useClosing() {
  const queries = useQueryClient();
  return useChange(closePeriods, () => void queries.invalidateQueries({ queryKey: ['show-periods'] }));
}
