import * as z from 'zod';

const states =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP'.split(
    ' ',
  );

/** A postal address in the United States. */
export const Address = z.strictObject({
  line1: z.string().trim().min(1).max(55),
  line2: z.string().trim().min(1).max(55).optional(),
  city: z.string().trim().min(2).max(30),
  state: z.string().refine((state) => states.includes(state), 'a two-letter state or territory of the USPS'),
  zip: z.string().regex(/^\d{5}(?:\d{4})?$/, 'a ZIP code of 5 or 9 digits, without a dash'),
});
export type Address = z.infer<typeof Address>;
