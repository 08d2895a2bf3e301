import * as z from 'zod';

/** A time zone of the IANA database by its name: what is midnight for one practice is still yesterday for another. */
export const TimeZone = z
  .string()
  .refine(isTimeZone, 'a time zone of the IANA database, for example "America/Denver"');
export type TimeZone = z.infer<typeof TimeZone>;

function isTimeZone(name: string): boolean {
  // Offsets such as "+05:00" are taken as zones too, and know no daylight saving time.
  if (!/^[A-Z][A-Za-z0-9_+/-]+$/.test(name)) {
    return false;
  }
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
