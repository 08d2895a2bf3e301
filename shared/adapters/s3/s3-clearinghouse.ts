import { trainingPrefix, whyNotSent } from '#domain/practice/training.ts';
import type { Clearinghouse } from '#ports/clearinghouse.ts';
import type { DocumentStore } from '#ports/document-store.ts';

/**
 * Files put under `outbound/` of the exchange bucket, from where the clearinghouse's transfer takes them; those of a
 * training practice under `training/outbound/`, from where nobody does.
 */
export function s3Clearinghouse(documents: Pick<DocumentStore, 'putOnce' | 'get'>): Clearinghouse {
  return {
    async send({ practiceId, mode }, name, text) {
      const refusal = whyNotSent(mode, text);
      if (refusal !== undefined) {
        throw new Error(`${name} was not sent: ${refusal}`);
      }
      const key = `${mode === 'training' ? trainingPrefix : ''}outbound/${practiceId}/${name}`;
      if (await documents.putOnce('exchange', key, text, 'application/edi-x12')) {
        return { key, text };
      }
      const sent = await documents.get('exchange', key);
      if (sent === undefined) {
        throw new Error(`${key} was there and is gone`);
      }
      return { key, text: new TextDecoder().decode(sent.body) };
    },
  };
}
