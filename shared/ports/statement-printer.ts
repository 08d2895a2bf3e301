import type { TextBlock } from '#domain/patient-billing/statement-text.ts';

/** Makes a printable document of a statement's text, or of another page's. */
export interface StatementPrinter {
  /** A PDF. The title and the moment go into its properties; nothing else that is not on the page. */
  print(
    blocks: readonly TextBlock[],
    properties: { readonly title: string; readonly createdAt: Date },
  ): Promise<Uint8Array>;
}
