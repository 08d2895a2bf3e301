import PDFDocument from 'pdfkit';
import type { TextBlock } from '#domain/patient-billing/statement-text.ts';
import type { StatementPrinter } from '#ports/statement-printer.ts';

const margin = 54;
const amountColumnWidth = 90;
const dateColumnWidth = 80;
const colors = { text: '#1c2430', quiet: '#5b6573', rule: '#c9d0d8' } as const;

/** Statements on letter paper with pdfkit's built-in fonts. */
export const pdfkitStatementPrinter: StatementPrinter = {
  print(blocks, { title, createdAt }) {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const document = new PDFDocument({
      size: 'LETTER',
      margin,
      info: { Title: title, CreationDate: createdAt, Producer: 'Claimwright' },
    });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => {
      resolve(Buffer.concat(parts));
    });
    document.on('error', reject);
    document.fillColor(colors.text);
    for (const block of blocks) {
      draw(document, block);
    }
    document.end();
    return promise;
  },
};

type Document = InstanceType<typeof PDFDocument>;

function draw(document: Document, block: TextBlock): void {
  switch (block.kind) {
    case 'title':
      document.moveDown(0.5).font('Helvetica-Bold').fontSize(18).text(block.text, margin).moveDown(0.4);
      return;
    case 'heading':
      keepTogether(document, 60);
      document.moveDown(0.9).font('Helvetica-Bold').fontSize(11).text(block.text, margin).moveDown(0.3);
      return;
    case 'paragraph':
      document
        .font('Helvetica')
        .fontSize(10)
        .text(block.text, margin, undefined, { lineGap: 2 })
        .moveDown(0.4);
      return;
    case 'address':
      document.font('Helvetica').fontSize(10).text(block.lines.join('\n'), margin, undefined, { lineGap: 1 });
      document.moveDown(0.6);
      return;
    case 'facts':
      for (const [name, value] of block.rows) {
        const top = document.y;
        document
          .font('Helvetica')
          .fontSize(10)
          .fillColor(colors.quiet)
          .text(name, margin, top, { width: 130 });
        document
          .fillColor(colors.text)
          .font('Helvetica-Bold')
          .text(value, margin + 135, top);
      }
      document.moveDown(0.6);
      return;
    case 'table':
      drawTable(document, block);
  }
}

function drawTable(document: Document, table: Extract<TextBlock, { kind: 'table' }>): void {
  const { amounts = 1 } = table;
  const widths = columnWidths(document, table);
  drawRow(document, table.columns, widths, { amounts, font: 'Helvetica', color: colors.quiet });
  for (const row of table.rows) {
    if (row.total === true) {
      rule(document);
    }
    drawRow(document, row.cells, widths, {
      amounts,
      font: row.total === true ? 'Helvetica-Bold' : 'Helvetica',
      color: colors.text,
    });
  }
  document.moveDown(0.4);
}

function drawRow(
  document: Document,
  cells: readonly string[],
  widths: readonly number[],
  style: { readonly amounts: number; readonly font: string; readonly color: string },
): void {
  document.font(style.font).fontSize(9.5).fillColor(style.color);
  const heights = cells.map((cell, index) =>
    document.heightOfString(cell || ' ', { width: widths[index] ?? 0 }),
  );
  const height = Math.max(...heights) + 3;
  keepTogether(document, height);
  const top = document.y;
  let left = margin;
  for (const [index, cell] of cells.entries()) {
    const width = widths[index] ?? 0;
    document.text(cell, left, top, {
      width,
      align: index >= cells.length - style.amounts ? 'right' : 'left',
    });
    left += width;
  }
  document.fillColor(colors.text);
  document.x = margin;
  document.y = top + height;
}

function columnWidths(
  document: Document,
  { columns, amounts = 1, widths }: Extract<TextBlock, { kind: 'table' }>,
): number[] {
  const first = widths ?? (columns.length > amounts + 1 ? [dateColumnWidth] : []);
  const whole = document.page.width - 2 * margin;
  const rest = whole - amounts * amountColumnWidth - first.reduce((sum, width) => sum + width, 0);
  return [...first, rest, ...Array.from({ length: amounts }, () => amountColumnWidth)];
}

function rule(document: Document): void {
  const y = document.y;
  document
    .moveTo(margin, y)
    .lineTo(document.page.width - margin, y)
    .lineWidth(0.7)
    .strokeColor(colors.rule)
    .stroke();
  document.y = y + 3;
}

function keepTogether(document: Document, height: number): void {
  if (document.y + height > document.page.height - margin) {
    document.addPage();
  }
}
