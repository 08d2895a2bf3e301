import type { StaffRoute } from '#contracts/staff-api/route.ts';
import type { Me } from '#contracts/staff-member.ts';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type * as z from 'zod';
import type { DraftStore } from '../forms/draft-store.ts';
import type { Session } from '../session/session.ts';
import type { ApiClient, Place } from './api-client.ts';

/** What every page may use: the API, who is signed in, and what was typed and not handed in. */
export interface Desk {
  readonly api: ApiClient;
  readonly session: Session;
  readonly drafts: DraftStore;
  readonly me: Me;
  readonly practice: Me['practices'][number];
}

export const DeskContext = createContext<Desk | undefined>(undefined);

/** @throws Error outside of a practice. */
export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === undefined) {
    throw new Error('A page was drawn without anybody signed in');
  }
  return desk;
}

interface AskOptions {
  /** Asks again every so many seconds while the page is looked at; what has not changed costs next to nothing. */
  readonly everySeconds?: number;
  readonly isAsked?: boolean;
}

/** What the path of a route must be told beside the practice. */
export type PlaceBesidePractice<Route extends StaffRoute> = Omit<Place<Route>, 'practiceId'>;

/** Asks a route of the practice, keeps its answer fresh, and shows the one before until the next has come. */
export function useAnswer<const Route extends StaffRoute>(
  route: Route,
  place: PlaceBesidePractice<Route>,
  request: z.input<Route['request']>,
  { everySeconds, isAsked = true }: AskOptions = {},
): UseQueryResult<z.output<Route['answer']>> {
  const { api, practice } = useDesk();
  const whole = { ...place, practiceId: practice.practiceId } as unknown as Place<Route>;
  return useQuery({
    queryKey: [route.id, whole, request],
    queryFn: async ({ signal }) => await api.call(route, whole, request, { signal }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    ...(everySeconds !== undefined && { refetchInterval: everySeconds * 1000 }),
  });
}

/** Whether the person may call a route in this practice. The API asks again; this only spares people dead ends. */
export function mayCall(route: StaffRoute, { roles }: Me['practices'][number]): boolean {
  return route.roles === 'anyone' || roles.some((role) => route.roles.includes(role));
}
