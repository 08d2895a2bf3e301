import type { PlainDate } from '#contracts/dates.ts';
import type { Edit, EditFinding } from '../../edit.ts';
import { needsAuthorization } from '../../needs-authorization.ts';

export const authorizationMissing: Edit = {
  id: 'authorization-missing',
  title: 'The payer wants an authorization, and the claim has none',
  snipType: 7,
  severity: 'blocking',
  fixer: 'front-desk',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: 'The contract with the payer, as loaded with the practice (authorizationRequired)',
  check: ({ lines, placeOfService, authorizationNumber }, { payer }) => {
    if (payer === undefined || authorizationNumber !== undefined) {
      return [];
    }
    if (payer.authorizationRequired === undefined) {
      return [
        {
          result: 'not-checked',
          where: 'claim',
          found: `nothing on what ${payer.name} authorizes`,
          expected: 'the codes that need an authorization, or that none does',
          fix: 'Load the list with the payer (authorizationRequired); an empty list says that none does.',
        },
      ];
    }
    const { authorizationRequired } = payer;
    const findings: EditFinding[] = [];
    for (const line of lines) {
      if (needsAuthorization(line, placeOfService, authorizationRequired)) {
        findings.push({
          result: 'fail',
          where: `line ${line.lineNumber}`,
          codes: [line.code],
          found: `${line.code} without an authorization`,
          expected: `an authorization of ${payer.name}`,
          fix: 'Enter the number if there is one; otherwise ask the payer for it before the claim goes out.',
        });
      }
    }
    return findings;
  },
};
