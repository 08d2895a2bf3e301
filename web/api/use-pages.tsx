import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type * as z from 'zod';
import type { Place } from './api-client.ts';
import { useDesk } from './use-api.tsx';

/** A route whose answers say what to ask for next. */
type PagedRoute = StaffRoute & { readonly answer: z.ZodType<{ readonly next?: string | undefined }> };

/** Asks a route page by page, and keeps all pages that were asked for fresh. */
export function usePages<const Route extends PagedRoute>(
  route: Route,
  place: Omit<Place<Route>, 'practiceId'>,
  request: z.input<Route['request']>,
  { everySeconds }: { readonly everySeconds: number },
) {
  const { api, practice } = useDesk();
  const whole = { ...place, practiceId: practice.practiceId } as unknown as Place<Route>;
  return useInfiniteQuery({
    queryKey: [route.id, whole, request],
    queryFn: async ({ signal, pageParam }) =>
      await api.call(
        route,
        whole,
        (pageParam === '' ? request : { ...(request as object), next: pageParam }) as z.input<
          Route['request']
        >,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }: { readonly next?: string | undefined }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: everySeconds * 1000,
  });
}
