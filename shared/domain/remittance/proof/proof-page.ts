import type { Equation, ProofAdjustment, ProofClaim, ProofSheet } from '#contracts/proof.ts';
import { chartOfAccounts } from '../../ledger/chart-of-accounts.ts';
import { formatDollars, sumCents } from '../../money/cents.ts';
import { adjustmentWords, claimOutcomeWords, depositWords, stateWords } from './proof-words.ts';

const style = `
:root { --text: #1c2430; --quiet: #4a5462; --rule: #c9d0d8; --good: #14603a; --bad: #9b1c1c; --shade: #f4f6f8; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem; color: var(--text); background: #fff;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: .25rem 0 .75rem; max-width: 42rem; }
.quiet { color: var(--quiet); }
.verdict { display: inline-block; margin: .75rem 0 0; padding: .35rem .75rem; border-radius: .25rem; font-weight: 600;
  border: 1px solid currentColor; }
.good { color: var(--good); } .bad { color: var(--bad); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .5rem 1.5rem; margin: 1rem 0 0; }
dt { color: var(--quiet); font-size: .875rem; } dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); font-size: .875rem; padding-bottom: .25rem; }
th, td { padding: .3rem .75rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
thead th { color: var(--quiet); font-size: .875rem; font-weight: 600; }
th.amount, td.amount { text-align: right; white-space: nowrap; padding-right: 0; padding-left: .75rem; }
tbody th { font-weight: 400; }
.whole { white-space: nowrap; }
tr.total > * { font-weight: 600; border-top: 2px solid var(--text); border-bottom: 0; }
ul.faults { padding: .75rem 1rem .75rem 2rem; background: #fdf3f3; border-left: 4px solid var(--bad); }
section.claim { break-inside: avoid; }
code { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } .scroll { overflow: visible; } a { color: inherit; } }
`;

/**
 * The proof of a remittance as one page of HTML that needs nothing else: no script, no font, no picture. It reads in
 * order without its looks, every table has a caption and headers, and what holds is said in words beside the color.
 */
export function proofPage(sheet: ProofSheet): string {
  const title = `Proof of remittance ${sheet.traceNumber} of ${sheet.payerName}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Proof sheet</h1>
<p class="quiet">${escaped(`Remittance ${sheet.traceNumber} of ${sheet.payerName}`)}</p>
<p class="verdict ${sheet.isProven ? 'good' : 'bad'}">${escaped(stateWords(sheet))}</p>
${facts([
  ['Payment', formatDollars(sheet.transaction.result.amountCents)],
  ['Paid on', sheet.paymentDate],
  ['By', sheet.paymentMethod],
  ['Payer', sheet.payerId ?? sheet.payerName],
  ['Payee', sheet.payeeId ?? 'not given'],
  ['Received', `${sheet.receivedAt.slice(0, 16).replace('T', ' ')} UTC`],
  [
    'Posted',
    sheet.closedAt === undefined ? 'not yet' : `${sheet.closedAt.slice(0, 16).replace('T', ' ')} UTC`,
  ],
  ['Claims', `${sheet.counts.claims} with ${sheet.counts.lines} lines`],
  ['Remittance', sheet.remittanceId],
  ['File', sheet.fileKey],
])}
</header>
<main>
${faultList(sheet.faults)}
<section>
<h2>The payment</h2>
${equationTable('What was paid for the claims, less what was taken from the payment, is the payment.', sheet.transaction)}
${sheet.cash === undefined ? '' : equationTable('What was posted to cash in transit is the payment.', sheet.cash)}
</section>
<section>
<h2>Provider adjustments</h2>
${adjustmentTable(sheet.adjustments)}
</section>
<section>
<h2>The deposit</h2>
<p>${escaped(depositWords(sheet))}</p>
${depositTable(sheet)}
</section>
<section>
<h2>Where the money was posted</h2>
${accountTable(sheet)}
</section>
<section>
<h2>The claims</h2>
${claimsTable(sheet)}
${sheet.claims.map((claim) => claimSection(claim)).join('\n')}
</section>
</main>
</body>
</html>
`;
}

function facts(rows: readonly (readonly [name: string, value: string])[]): string {
  return `<dl>${rows.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>`;
}

function faultList(faults: readonly string[]): string {
  return faults.length === 0
    ? ''
    : `<section><h2>What does not hold</h2><ul class="faults">${faults.map((fault) => `<li>${escaped(fault)}</li>`).join('')}</ul></section>`;
}

function equationTable(caption: string, { terms, result, holds }: Equation): string {
  return table(
    caption,
    ['', 'Amount'],
    [
      ...terms.map(({ words, amountCents }) => [words, formatDollars(amountCents)]),
      [`${result.words}: ${holdsWords(holds)}`, formatDollars(result.amountCents)],
    ],
    { total: true },
  );
}

function adjustmentTable(adjustments: readonly ProofAdjustment[]): string {
  return adjustments.length === 0
    ? '<p>None: the payer took nothing from the payment and added nothing to it.</p>'
    : table(
        'A positive amount lowers the payment, a negative one raises it.',
        ['Code', 'What it is', 'Reference', 'Claims', 'Account', 'Amount'],
        adjustments.map((adjustment) => [
          adjustment.code,
          adjustment.sentence,
          adjustment.reference ?? 'none',
          adjustment.claimIds.join(', ') || 'none',
          adjustmentWords(adjustment),
          formatDollars(adjustment.amountCents),
        ]),
      );
}

function depositTable({ deposit }: ProofSheet): string {
  return deposit.entries.length === 0
    ? ''
    : table(
        'Entries of the bank that were matched with this remittance.',
        ['Day', 'Entry', 'Amount'],
        deposit.entries.map(({ on, words, amountCents }) => [on, words, formatDollars(amountCents)]),
      );
}

function accountTable({ accounts }: ProofSheet): string {
  return accounts.length === 0
    ? '<p>Nothing was posted.</p>'
    : table(
        'All postings of this remittance by account; a debit is positive, a credit negative, and together they are nothing.',
        ['Account', 'Meaning', 'Amount'],
        [
          ...accounts.map(({ account, amountCents }) => [
            chartOfAccounts[account].name,
            chartOfAccounts[account].meaning,
            formatDollars(amountCents),
          ]),
          ['Together', '', formatDollars(sumCents(accounts, ({ amountCents }) => amountCents))],
        ],
        { total: true },
      );
}

function claimsTable(sheet: ProofSheet): string {
  const { counts, claims, claimsLeftOut } = sheet;
  const shown =
    claimsLeftOut === 0
      ? ''
      : `<p>${claims.length} of ${counts.claims} claims are shown, those with something to look at first; the sums are those of all.</p>`;
  return `${shown}${table(
    `${counts.posted} posted, ${counts.parked} parked, ${counts.claims - counts.posted - counts.parked} without money to post.`,
    ['No.', 'Our number', "Payer's number", 'Status', 'What became of it', 'Charge', 'Adjusted', 'Paid'],
    [
      ...claims.map((claim) => [
        String(claim.claimIndex),
        claim.patientControlNumber,
        claim.payerControlNumber || 'none',
        claim.statusCode,
        claimOutcomeWords(claim),
        formatDollars(claim.chargeCents),
        formatDollars(claim.adjustedCents),
        formatDollars(claim.paidCents),
      ]),
      [
        '',
        'All claims',
        '',
        '',
        '',
        formatDollars(sheet.chargeCents),
        formatDollars(sheet.adjustedCents),
        formatDollars(sheet.paidCents),
      ],
    ],
    { total: true, amounts: 3 },
  )}`;
}

function claimSection(claim: ProofClaim): string {
  const ofLine = (reasons: readonly string[]) => reasons.join(', ') || 'none';
  const rows = claim.lines.map(({ code, reasons, equation: { terms, result, holds } }, index) => [
    `${index + 1}`,
    code,
    ofLine(reasons),
    holdsWords(holds),
    formatDollars(terms[0]?.amountCents ?? result.amountCents),
    formatDollars(result.amountCents),
  ]);
  return `<section class="claim">
<h3>Claim ${claim.claimIndex}: ${escaped(claim.patientControlNumber)}</h3>
${claim.why === undefined ? '' : `<p>${escaped(claim.why)}</p>`}
${table(
  `Charge less adjustments is what was paid. Of the whole claim: ${ofLine(claim.reasons)}.`,
  ['Line', 'Code', 'Adjustments', 'Balance', 'Charge', 'Paid'],
  [
    ...rows,
    [
      '',
      'Claim',
      `together ${formatDollars(claim.adjustedCents)}`,
      holdsWords(claim.equation.holds),
      formatDollars(claim.chargeCents),
      formatDollars(claim.paidCents),
    ],
  ],
  { total: true, amounts: 2 },
)}
<p class="quiet">${escaped(
    claim.accounts.length === 0
      ? claimOutcomeWords(claim)
      : `Posted: ${claim.accounts.map(({ account, amountCents }) => `${chartOfAccounts[account].name} ${formatDollars(amountCents)}`).join(', ')}.`,
  )}</p>
</section>`;
}

function holdsWords(holds: boolean): string {
  return holds ? 'holds' : 'does not hold';
}

/** The first column heads its row; the last ones hold amounts. */
function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { total = false, amounts = 1 }: { readonly total?: boolean; readonly amounts?: number } = {},
): string {
  const first = columns.length - amounts;
  const amountClass = (index: number): string => (index >= first ? ' class="amount"' : '');
  /** A number of a claim is not broken at its hyphen. */
  const wholeClass = (cell: string): string => (/^\S{1,24}$/.test(cell) ? ' class="whole"' : '');
  const head = columns
    .map(
      (column, index) =>
        `<th scope="col"${amountClass(index)}>${escaped(column) || '<span>What</span>'}</th>`,
    )
    .join('');
  const body = rows
    .map((cells, row) => {
      const kind = total && row === rows.length - 1 ? ' class="total"' : '';
      const inner = cells
        .map((cell, index) =>
          index === 0
            ? `<th scope="row">${escaped(cell)}</th>`
            : `<td${amountClass(index) || wholeClass(cell)}>${escaped(cell)}</td>`,
        )
        .join('');
      return `<tr${kind}>${inner}</tr>`;
    })
    .join('\n');
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escaped(caption)}"><table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
