import * as z from 'zod';
import { CostKept, CostsListed, KeepCostsRequest } from '../costs.ts';
import { Month } from '../periods.ts';
import { financeReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

const [, enter, correct, takeBack] = KeepCostsRequest.options;
const byUser = { practiceId: true, user: true } as const;

/** What collecting costs a practice; it names no patient. */
const ofCosts = {
  path: '/api/practices/{practiceId}/finance/costs',
  function: 'keep-costs',
  roles: financeReaders,
  tells: 'practice',
} as const;

export const costRoutes = [
  {
    ...ofCosts,
    id: 'list-costs',
    method: 'GET',
    does: 'reads',
    summary: 'What was entered of the costs of collecting, the latest first',
    fixed: { action: 'list' },
    request: z.strictObject({ from: Month.optional(), to: Month.optional() }),
    answer: CostsListed,
  },
  {
    ...ofCosts,
    id: 'enter-cost',
    method: 'POST',
    does: 'changes',
    summary: 'Enters what a month cost, corrects an entry by another one, or takes one back',
    takes: ['user'],
    request: z.discriminatedUnion('action', [
      enter.omit(byUser).strict(),
      correct.omit(byUser).strict(),
      takeBack.omit(byUser).strict(),
    ]),
    answer: CostKept,
  },
] as const satisfies readonly StaffRoute[];
