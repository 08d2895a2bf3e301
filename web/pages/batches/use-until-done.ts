import type { PaymentBatch } from '#contracts/payment-batch.ts';
import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type * as z from 'zod';
import type { Place } from '../../api/api-client.ts';
import { useDesk } from '../../api/use-api.tsx';
import type { Change } from '../../api/use-change.ts';

type BatchRoute = StaffRoute & {
  readonly answer: z.ZodType<{ readonly batch: PaymentBatch; readonly isDone: boolean }>;
};

/**
 * Asks for the same until it is done: a long batch takes several calls, each of which goes on where the one before came
 * to. Asked again after it failed, it goes on as well: the batch knows how far it is.
 */
export function useUntilDone<const Route extends BatchRoute>(
  route: Route,
  onDone: (batch: PaymentBatch) => void,
) {
  const { api, practice } = useDesk();
  const queries = useQueryClient();
  const [soFar, setSoFar] = useState<PaymentBatch>();
  const mutation = useMutation({
    mutationFn: async ({ place, request }: Change<Route>) => {
      const whole = { ...place, practiceId: practice.practiceId } as unknown as Place<Route>;
      for (;;) {
        // Each call is one of its own: under one key the answer would be the first one again.
        const { batch, isDone } = await api.call(route, whole, request, {
          idempotencyKey: crypto.randomUUID(),
        });
        setSoFar(batch);
        if (isDone) {
          return batch;
        }
      }
    },
    onSuccess: (batch) => {
      void queries.invalidateQueries({ queryKey: ['list-payment-batches'] });
      void queries.invalidateQueries({ queryKey: ['show-payment-batch'] });
      onDone(batch);
    },
  });
  return { ...mutation, soFar };
}
