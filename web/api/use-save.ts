import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { useMutation } from '@tanstack/react-query';
import type * as z from 'zod';
import type { Place } from './api-client.ts';
import { gatherPieces, type Piece } from './bytes.ts';
import { saveFile } from './save-file.ts';
import { useDesk, type PlaceBesidePractice } from './use-api.tsx';

/** A route that hands a file out in pieces. */
type PiecesRoute = StaffRoute & { readonly answer: z.ZodType<Piece> };

/** Reads a file of a route to its end and lets the person keep it. */
export function useSave<const Route extends PiecesRoute>(route: Route) {
  const { api, practice } = useDesk();
  return useMutation({
    mutationFn: async (what: {
      readonly name: string;
      readonly place: PlaceBesidePractice<Route>;
      readonly request?: Readonly<Record<string, unknown>>;
    }) => {
      const whole = { ...what.place, practiceId: practice.practiceId } as unknown as Place<Route>;
      const file = await gatherPieces(
        async (from) =>
          await api.call(route, whole, { ...what.request, from } as unknown as z.input<Route['request']>),
      );
      saveFile(what.name, file);
    },
  });
}
