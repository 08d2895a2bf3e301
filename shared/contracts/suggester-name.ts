import * as z from 'zod';

/** What suggests codes: rules of our own over the loaded code sets, or a service of AWS. */
export const SuggesterName = z.enum(['embedded', 'comprehend-medical']);
export type SuggesterName = z.infer<typeof SuggesterName>;
