import { EnterPaymentsAnswer, EnterPaymentsRequest } from '../payment-batch.ts';
import type { StaffRoute } from './route.ts';

const [enter, takeBack, apply, unApply] = EnterPaymentsRequest.options;
const place = { action: true, practiceId: true, user: true, batchId: true } as const;

export const paymentRoutes = [
  {
    id: 'enter-payments',
    method: 'POST',
    path: '/api/practices/{practiceId}/payment-batches',
    function: 'enter-payments',
    roles: ['front-desk', 'payment-poster', 'manager'],
    does: 'changes',
    tells: 'practice',
    summary: 'Posts a batch of payments that were entered by hand; asked again it goes on',
    fixed: { action: 'enter' },
    takes: ['user'],
    request: enter.omit({ action: true, practiceId: true, user: true }).strict(),
    answer: EnterPaymentsAnswer.options[0],
  },
  {
    id: 'take-back-payments',
    method: 'POST',
    path: '/api/practices/{practiceId}/payment-batches/{batchId}/taking-back',
    function: 'enter-payments',
    roles: ['payment-poster', 'manager'],
    does: 'changes',
    tells: 'practice',
    summary: 'Takes a wrong batch back; asked again it goes on',
    fixed: { action: 'take-back' },
    takes: ['user'],
    request: takeBack.omit(place).strict(),
    answer: EnterPaymentsAnswer.options[0],
  },
  {
    id: 'apply-payment',
    method: 'POST',
    path: '/api/practices/{practiceId}/payment-batches/{batchId}/applying',
    function: 'enter-payments',
    roles: ['front-desk', 'payment-poster', 'manager'],
    does: 'changes',
    tells: 'practice',
    summary: 'Applies money of an item that belonged to no claim to one',
    fixed: { action: 'apply' },
    takes: ['user'],
    request: apply.omit(place).strict(),
    answer: EnterPaymentsAnswer.options[1],
  },
  {
    id: 'un-apply-payment',
    method: 'POST',
    path: '/api/practices/{practiceId}/payment-batches/{batchId}/un-applying',
    function: 'enter-payments',
    roles: ['payment-poster', 'manager'],
    does: 'changes',
    tells: 'practice',
    summary: 'Takes money that was applied back from the claim',
    fixed: { action: 'un-apply' },
    takes: ['user'],
    request: unApply.omit(place).strict(),
    answer: EnterPaymentsAnswer.options[1],
  },
] as const satisfies readonly StaffRoute[];
