import { contactLogRoutes } from '#contracts/staff-api/contact-log.ts';
import { routeNamed } from '../api/api-client.ts';

export const openDispute = routeNamed(contactLogRoutes, 'open-dispute');

/** What a person says of a dispute; the entry of the log by which it came goes with it by itself. */
export const disputeForm = openDispute.request.omit({ entryId: true });
