import type { CodingView } from '#contracts/coding.ts';
import { Amount, Chip, Code } from '../../parts/figures.tsx';
import { Explains } from '../../parts/page.tsx';
import { Empty } from '../../parts/states.tsx';
import parts from '../../parts/parts.module.css';
import { documentKindWords } from '../../words/coding-words.ts';
import css from './coding.module.css';

/** What was ordered, given and measured, as the clinical system says it, and the documents of the visit. */
export function CodingOrders({ view: { claim, documents } }: { readonly view: CodingView }) {
  const { clinicalCodes = [], unmappedCharges = [] } = claim;
  if (clinicalCodes.length + unmappedCharges.length + documents.length === 0) {
    return (
      <Empty title="No orders and no documents came with the visit">
        <p>The note is all that there is.</p>
      </Empty>
    );
  }
  return (
    <div className={css['sourceParts']}>
      {unmappedCharges.length > 0 && (
        <section aria-label="Charges that nobody has mapped">
          <h3>Charges that nobody has mapped</h3>
          <Explains>
            Their codes are neither CPT nor HCPCS. Code what was done; none of them is billed as it is.
          </Explains>
          <table className={parts['table']}>
            <thead>
              <tr>
                <th>Code</th>
                <th>What</th>
                <th className={parts['number']}>Units</th>
                <th className={parts['number']}>Charge</th>
              </tr>
            </thead>
            <tbody>
              {unmappedCharges.map(({ code, system, description, units, charge }, index) => (
                <tr key={`${code} ${index + 1}`}>
                  <td>
                    <Code>{code}</Code>
                  </td>
                  <td>{description ?? system ?? ''}</td>
                  <td className={parts['number']}>{units}</td>
                  <td className={parts['number']}>{charge === undefined ? '' : <Amount of={charge} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {clinicalCodes.length > 0 && (
        <section aria-label="Clinical codes">
          <h3>Clinical codes</h3>
          <Explains>
            Orders, results and findings as the clinical system names them. None of them is billed as it is.
          </Explains>
          <ul className={css['clinical']}>
            {clinicalCodes.map(({ system, code, display }) => (
              <li key={`${system} ${code} ${display ?? ''}`}>
                <span>{display ?? code}</span>
                <small>
                  {system} <Code>{code}</Code>
                </small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {documents.length > 0 && (
        <section aria-label="Documents">
          <h3>Documents</h3>
          <ul className={css['clinical']}>
            {documents.map(({ documentId, kind, signed, mediaType }) => (
              <li key={documentId}>
                <span>
                  {documentKindWords[kind]} {!signed && <Chip tone="warning">Not signed</Chip>}
                </span>
                <small>
                  {mediaType === 'application/pdf' ? 'PDF' : 'Text'} <Code>{documentId}</Code>
                </small>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
