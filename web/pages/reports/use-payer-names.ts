import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { useCallback } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';

const showPractice = routeNamed(practiceRoutes, 'show-practice');

/** What the payers of the practice are called; the id of one that it does not know any more. */
export function usePayerNames(): (payerId: string) => string {
  const payers = useAnswer(showPractice, {}, {}).data?.practice?.payers;
  return useCallback(
    (payerId: string) => payers?.find((payer) => payer.payerId === payerId)?.name ?? payerId,
    [payers],
  );
}
