import * as z from 'zod';

/** A calendar day without a time or a zone, `YYYY-MM-DD`: dates of service, birth dates, posting dates. */
export const PlainDate = z.iso.date().brand<'PlainDate'>();
export type PlainDate = z.infer<typeof PlainDate>;

/** A moment in UTC, ISO 8601 with milliseconds: when something was done or became known. */
export const Instant = z.iso.datetime().brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;
