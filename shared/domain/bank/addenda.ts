/** What a payer put beside its electronic payment, to say which remittance explains it. */
export interface ReassociationTrace {
  /** TRN02. */
  readonly traceNumber: string;
  /** TRN03. */
  readonly originatorId?: string;
}

/**
 * The reassociation trace in the words of a bank's entry: the TRN segment of the CCD+ addenda, as the bank passes it
 * on, whatever stands around it and wherever it broke the line. Undefined where there is none: the practice must ask
 * its bank for the addenda (CORE rule 370).
 */
export function traceOf(text: string): ReassociationTrace | undefined {
  // Banks fold lines in the middle of a segment; a trace number has no spaces of its own.
  const [, trace, originator = ''] =
    /TRN\s*[*|]\s*1\s*[*|]([^*|~\\]{1,60})(?:[*|]([^*|~\\]{1,20}))?/i.exec(text) ?? [];
  const traceNumber = trace?.replaceAll(/\s/g, '');
  const originatorId = /^[0-9A-Z]{1,10}/i.exec(originator.replaceAll(/\s/g, ''))?.[0];
  return traceNumber === undefined || traceNumber === ''
    ? undefined
    : { traceNumber, ...(originatorId === undefined ? {} : { originatorId }) };
}
