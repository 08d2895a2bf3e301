import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type * as z from 'zod';
import { ApiProblem, type Place } from './api-client.ts';
import { everyPage, type EveryPage } from './every-page.ts';
import { useDesk } from './use-api.tsx';

/** A route whose answers say what to ask for next. */
type PagedRoute = StaffRoute & { readonly answer: z.ZodType<{ readonly next?: string | undefined }> };

interface WholeOptions {
  readonly isAsked?: boolean;
  /** Under which name a request says what to go on with. */
  readonly goesOnBy?: string;
}

/**
 * Reads all that a route has to say, page after page: what is added up must be whole. It is asked again when a person
 * comes back to it after a while, and every five minutes.
 */
export function useWhole<const Route extends PagedRoute>(
  route: Route,
  request: z.input<Route['request']>,
  { isAsked = true, goesOnBy = 'next' }: WholeOptions = {},
): UseQueryResult<EveryPage<z.output<Route['answer']>>> {
  const { api, practice } = useDesk();
  const whole = { practiceId: practice.practiceId } as unknown as Place<Route>;
  return useQuery({
    queryKey: ['whole', route.id, whole, request],
    queryFn: async ({ signal }) =>
      await everyPage(
        async (next) =>
          await api.call(
            route,
            whole,
            (next === undefined ? request : { ...(request as object), [goesOnBy]: next }) as z.input<
              Route['request']
            >,
            { signal },
          ),
      ),
    enabled: isAsked,
    // So many pages may be more than are let in at once; they are let in a little later.
    retry: (count, error) => count < 4 && (!(error instanceof ApiProblem) || error.problem.status === 429),
    staleTime: 60_000,
    refetchInterval: 300_000,
  });
}
