import type { Equation, ProofClaim, ProofSheet } from '#contracts/proof.ts';
import { chartOfAccounts } from '../../ledger/chart-of-accounts.ts';
import { formatDollars } from '../../money/cents.ts';
import type { TextBlock } from '../../patient-billing/statement-text.ts';
import { adjustmentWords, claimOutcomeWords, depositWords, stateWords } from './proof-words.ts';

/** The proof of a remittance as it is printed: the same facts as on its page, in the same order. */
export function proofBlocks(sheet: ProofSheet): TextBlock[] {
  return [
    { kind: 'title', text: 'Proof sheet' },
    { kind: 'paragraph', text: `Remittance ${sheet.traceNumber} of ${sheet.payerName}` },
    {
      kind: 'facts',
      rows: [
        ['Payment', formatDollars(sheet.transaction.result.amountCents)],
        ['Paid on', `${sheet.paymentDate}, by ${sheet.paymentMethod}`],
        ['Payer and payee', `${sheet.payerId ?? sheet.payerName} to ${sheet.payeeId ?? 'not given'}`],
        ['Received', `${sheet.receivedAt.slice(0, 16).replace('T', ' ')} UTC`],
        [
          'Posted',
          sheet.closedAt === undefined ? 'not yet' : `${sheet.closedAt.slice(0, 16).replace('T', ' ')} UTC`,
        ],
        ['Claims', `${sheet.counts.claims} with ${sheet.counts.lines} lines`],
        ['Remittance', sheet.remittanceId],
        ['File', sheet.fileKey],
      ],
    },
    { kind: 'paragraph', text: stateWords(sheet) },
    ...(sheet.faults.length === 0
      ? []
      : [
          { kind: 'heading', text: 'What does not hold' } as const,
          ...sheet.faults.map((text): TextBlock => ({ kind: 'paragraph', text })),
        ]),
    { kind: 'heading', text: 'The payment' },
    equationTable(sheet.transaction),
    ...(sheet.cash === undefined ? [] : [equationTable(sheet.cash)]),
    { kind: 'heading', text: 'Provider adjustments' },
    ...adjustmentBlocks(sheet),
    { kind: 'heading', text: 'The deposit' },
    { kind: 'paragraph', text: depositWords(sheet) },
    { kind: 'heading', text: 'Where the money was posted' },
    sheet.accounts.length === 0
      ? { kind: 'paragraph', text: 'Nothing was posted.' }
      : {
          kind: 'table',
          columns: ['Account', 'Amount'],
          rows: sheet.accounts.map(({ account, amountCents }) => ({
            cells: [chartOfAccounts[account].name, formatDollars(amountCents)],
          })),
        },
    { kind: 'heading', text: 'The claims' },
    ...(sheet.claimsLeftOut === 0
      ? []
      : [
          {
            kind: 'paragraph',
            text: `${sheet.claims.length} of ${sheet.counts.claims} claims are shown, those with something to look at first; the sums are those of all.`,
          } as const,
        ]),
    {
      kind: 'table',
      columns: ['All claims', 'Amount'],
      rows: [
        { cells: ['Charge', formatDollars(sheet.chargeCents)] },
        { cells: ['Adjusted', formatDollars(sheet.adjustedCents)] },
        { cells: ['Paid', formatDollars(sheet.paidCents)], total: true },
      ],
    },
    ...sheet.claims.flatMap((claim) => claimBlocks(claim)),
  ];
}

function equationTable({ terms, result, holds }: Equation): TextBlock {
  return {
    kind: 'table',
    columns: ['', 'Amount'],
    rows: [
      ...terms.map(({ words, amountCents }) => ({ cells: [words, formatDollars(amountCents)] })),
      {
        cells: [`${result.words}: ${holds ? 'holds' : 'does not hold'}`, formatDollars(result.amountCents)],
        total: true,
      },
    ],
  };
}

function adjustmentBlocks({ adjustments }: ProofSheet): TextBlock[] {
  return adjustments.length === 0
    ? [{ kind: 'paragraph', text: 'None: the payer took nothing from the payment and added nothing to it.' }]
    : [
        {
          kind: 'table',
          columns: ['Code', 'What it is, and where it stands', 'Amount'],
          widths: [40],
          rows: adjustments.map((adjustment) => ({
            cells: [
              adjustment.code,
              [
                adjustment.sentence,
                `${adjustmentWords(adjustment)}.`,
                ...(adjustment.reference === undefined ? [] : [`Reference ${adjustment.reference}.`]),
                ...(adjustment.claimIds.length === 0 ? [] : [`Claims ${adjustment.claimIds.join(', ')}.`]),
              ].join(' '),
              formatDollars(adjustment.amountCents),
            ],
          })),
        },
      ];
}

function claimBlocks(claim: ProofClaim): TextBlock[] {
  const ofAll = claim.reasons.length === 0 ? '' : ` Of the whole claim: ${claim.reasons.join(', ')}.`;
  return [
    {
      kind: 'heading',
      text: `Claim ${claim.claimIndex}: ${claim.patientControlNumber}, status ${claim.statusCode}`,
    },
    {
      kind: 'paragraph',
      text: `${claimOutcomeWords(claim)}.${claim.why === undefined ? '' : ` ${claim.why}`}${ofAll}`,
    },
    {
      kind: 'table',
      columns: ['Code', 'Adjustments', 'Charge', 'Paid'],
      widths: [80],
      amounts: 2,
      rows: [
        ...claim.lines.map(({ code, reasons, equation: { terms, result, holds } }) => ({
          cells: [
            code,
            `${reasons.join(', ') || 'none'}${holds ? '' : ': does not hold'}`,
            formatDollars(terms[0]?.amountCents ?? result.amountCents),
            formatDollars(result.amountCents),
          ],
        })),
        {
          cells: [
            'Claim',
            `${formatDollars(claim.adjustedCents)}: ${claim.equation.holds ? 'holds' : 'does not hold'}`,
            formatDollars(claim.chargeCents),
            formatDollars(claim.paidCents),
          ],
          total: true,
        },
      ],
    },
    ...(claim.accounts.length === 0
      ? []
      : [
          {
            kind: 'paragraph',
            text: `Posted: ${claim.accounts.map(({ account, amountCents }) => `${chartOfAccounts[account].name} ${formatDollars(amountCents)}`).join(', ')}.`,
          } as const,
        ]),
  ];
}
