import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import type * as z from 'zod';
import type { Place } from './api-client.ts';
import { useDesk, type PlaceBesidePractice } from './use-api.tsx';

export interface Change<Route extends StaffRoute> {
  readonly place: PlaceBesidePractice<Route>;
  readonly request: z.input<Route['request']>;
}

/**
 * Asks a route of the practice to change something. Asked the same again after it failed, it is the same attempt: what
 * was done already is done no second time.
 */
export function useChange<const Route extends StaffRoute>(
  route: Route,
  onDone: (answer: z.output<Route['answer']>) => void = () => {},
): UseMutationResult<z.output<Route['answer']>, Error, Change<Route>> {
  const { api, practice } = useDesk();
  const attempt = useRef<{ readonly text: string; readonly key: string }>(undefined);
  return useMutation({
    mutationFn: async ({ place, request }: Change<Route>) => {
      const text = JSON.stringify([place, request]);
      if (attempt.current?.text !== text) {
        attempt.current = { text, key: crypto.randomUUID() };
      }
      const whole = { ...place, practiceId: practice.practiceId } as unknown as Place<Route>;
      return await api.call(route, whole, request, { idempotencyKey: attempt.current.key });
    },
    onSuccess: (answer) => {
      attempt.current = undefined;
      onDone(answer);
    },
  });
}
