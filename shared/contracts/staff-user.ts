import * as z from 'zod';

/** The name by which a person signs in, and under which the history keeps what the person did. */
export const StaffUser = z
  .string()
  .regex(/^[a-z][a-z0-9.-]{0,39}$/, 'a user name of lower-case letters, digits, dot and dash');
