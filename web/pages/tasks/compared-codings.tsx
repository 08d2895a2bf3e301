import type { Coding, ComparedCodings } from '#contracts/coding-audit.ts';
import { Amount, Code } from '../../parts/figures.tsx';
import { Explains, Panel } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty } from '../../parts/states.tsx';
import { auditedKindWords } from '../../words/audit-words.ts';
import { personName } from '../../words/people.ts';

/** Both codings of an audit and what they say differently, once the auditor has coded the visit blind. */
export function ComparedCodingsPanel({ compared }: { readonly compared: ComparedCodings }) {
  const { coder, auditor, codedByCoder, codedByAuditor, differences, effect } = compared;
  return (
    <>
      <Panel title="Where the codings differ" aside={<Explains>Judge each by its number</Explains>} isFlush>
        {differences.length === 0 ? (
          <Empty title="Both codings are the same">
            <p>Close the audit: nothing changes.</p>
          </Empty>
        ) : (
          <table className={parts['table']}>
            <thead>
              <tr>
                <th className={parts['number']}>Number</th>
                <th>Of what</th>
                <th>{personName(coder)}</th>
                <th>{personName(auditor)}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map((difference) => (
                <tr key={difference.number}>
                  <td className={parts['number']}>{difference.number}</td>
                  <td>{auditedKindWords[difference.kind]}</td>
                  <td>{difference.coder === undefined ? 'Not coded' : <Code>{difference.coder}</Code>}</td>
                  <td>
                    {difference.auditor === undefined ? 'Not coded' : <Code>{difference.auditor}</Code>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      <Panel title="Both codings" isFlush>
        <table className={parts['table']}>
          <thead>
            <tr>
              <th>Coded by</th>
              <th>Diagnoses</th>
              <th>Lines</th>
              <th className={parts['number']}>{effect?.basis === 'contract' ? 'Expected' : 'Charge'}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>{personName(coder)}</td>
              <CodingCells coding={codedByCoder} />
              <td className={parts['number']}>
                {effect === undefined ? '' : <Amount of={effect.codedCents} />}
              </td>
            </tr>
            <tr>
              <td>{personName(auditor)}</td>
              <CodingCells coding={codedByAuditor} />
              <td className={parts['number']}>
                {effect === undefined ? '' : <Amount of={effect.rightCents} />}
              </td>
            </tr>
          </tbody>
        </table>
      </Panel>
    </>
  );
}

function CodingCells({ coding: { diagnoses, lines } }: { readonly coding: Coding }) {
  return (
    <>
      <td>
        <Code>{diagnoses.join(' ')}</Code>
      </td>
      <td>
        <Code>
          {lines
            .map(
              ({ code, modifiers, units }) =>
                `${[code, ...modifiers].join('-')}${units === 1 ? '' : ` x ${units}`}`,
            )
            .join(', ')}
        </Code>
      </td>
    </>
  );
}
