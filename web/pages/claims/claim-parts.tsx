import type { Claim, ScrubFinding } from '#contracts/claim.ts';
import { Amount, Chip, Code, Facts } from '../../parts/figures.tsx';
import parts from '../../parts/parts.module.css';
import { wordsOfChoice } from '../../forms/field-words.ts';
import { fixerWords, resultWords } from '../../words/claim-words.ts';
import { dayInWords, daysInWords } from '../../words/days.ts';
import css from './claims.module.css';

/** Who and what a claim is about. */
export function ClaimFacts({ claim }: { readonly claim: Claim }) {
  const { patient, coverages, serviceDateFrom, serviceDateTo, renderingNpi, placeOfService } = claim;
  return (
    <Facts
      facts={[
        { name: 'Patient', value: `${patient.lastName}, ${patient.firstName}` },
        { name: 'Born', value: dayInWords(patient.birthDate) },
        {
          name: 'Service',
          value: daysInWords(serviceDateFrom, serviceDateTo),
        },
        { name: 'Provider', value: <Code>{renderingNpi}</Code> },
        { name: 'Place', value: <Code>{placeOfService}</Code> },
        { name: 'Charge', value: <Amount of={claim.totalChargeCents} /> },
        ...(coverages.length === 0
          ? [{ name: 'Coverage', value: 'Self-pay' }]
          : coverages.map(({ order, payerId, memberId }) => ({
              name: `${wordsOfChoice(order)} payer`,
              value: (
                <>
                  <Code>{payerId}</Code> · <Code>{memberId}</Code>
                </>
              ),
            }))),
        claim.authorizationNumber === undefined
          ? undefined
          : { name: 'Authorization', value: <Code>{claim.authorizationNumber}</Code> },
      ]}
    />
  );
}

/** Diagnoses under their numbers, and the charge lines that point at them. */
export function ClaimLines({ claim }: { readonly claim: Claim }) {
  const { diagnoses, lines } = claim;
  return (
    <>
      <div className={css['diagnoses']}>
        {diagnoses.length === 0
          ? 'No diagnoses yet'
          : diagnoses.map((code, index) => (
              <Chip key={code}>
                {index + 1} <Code>{code}</Code>
              </Chip>
            ))}
      </div>
      {lines.length > 0 && (
        <div className={parts['scroller']}>
          <table className={parts['table']}>
            <thead>
              <tr>
                <th>Line</th>
                <th>Date</th>
                <th>Code</th>
                <th>Modifiers</th>
                <th>Dx</th>
                <th className={parts['number']}>Units</th>
                <th className={parts['number']}>Charge</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.lineNumber}>
                  <td>{line.lineNumber}</td>
                  <td>{dayInWords(line.serviceDate)}</td>
                  <td>
                    <Code>{line.code}</Code>
                  </td>
                  <td>
                    <Code>{line.modifiers.join(' ')}</Code>
                  </td>
                  <td>{line.diagnosisPointers.join(' ')}</td>
                  <td className={parts['number']}>{line.units}</td>
                  <td className={parts['number']}>
                    <Amount of={line.chargeCents} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** Findings of the scrubber: where, what, and how to fix it. */
export function Findings({ findings }: { readonly findings: readonly ScrubFinding[] }) {
  return (
    <ul className={css['findings']}>
      {findings.map((finding) => (
        <li key={`${finding.editId} ${finding.where} ${finding.found}`}>
          <div className={css['findingHead']}>
            <Chip tone={resultWords[finding.result].tone}>{resultWords[finding.result].name}</Chip>
            <strong>{finding.where}</strong>
            <Code>{finding.editId}</Code>
            {finding.severity !== undefined && <span>{finding.severity}</span>}
          </div>
          <p>
            Found {finding.found}; expected {finding.expected}.
          </p>
          <p className={css['fix']}>
            {fixerWords[finding.fixer]}: {finding.fix}
          </p>
          {finding.overridden !== undefined && (
            <p className={css['fix']}>
              {finding.overridden.by} said that it is right: {finding.overridden.reason}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
