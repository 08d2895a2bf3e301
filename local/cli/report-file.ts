import type { ReportAnswered, ReportValue } from '#contracts/warehouse/run-report.ts';

type ReportColumn = ReportAnswered['columns'][number];

/** A value as people read it, without signs for thousands so that other programs read it too. */
export function valueText({ type }: Pick<ReportColumn, 'type'>, value: ReportValue | undefined): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (type === 'money' && typeof value === 'number') {
    const digits = String(Math.abs(value)).padStart(3, '0');
    return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  }
  if (type === 'flag') {
    return value === true ? 'yes' : 'no';
  }
  return String(value);
}

/** Whether a column is read from its last digit on. */
export function isNumber({ type }: Pick<ReportColumn, 'type'>): boolean {
  return type === 'money' || type === 'count' || type === 'rate' || type === 'days';
}

/** The day, the period and how far the books go, in one line. */
export function askedText({ asked, published }: Pick<ReportAnswered, 'asked' | 'published'>): string {
  return `as of ${asked.asOf}, ${asked.from} to ${asked.to}; published through ${published.through} at ${published.at}`;
}

/** A report as a workbook: one sheet, amounts and counts as numbers. */
export async function reportWorkbook(report: ReportAnswered): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const head = report.columns.map((column) => ({ value: column.name, fontWeight: 'bold' as const }));
  const rows = report.rows.map((row) =>
    report.columns.map((column, index) => {
      const text = valueText(column, row[index]);
      if (text === '') {
        return null;
      }
      return isNumber(column)
        ? { value: Number(text), type: Number, format: column.type === 'money' ? '#,##0.00' : '0.####' }
        : { value: text, type: String };
    }),
  );
  return await writeExcelFile([[{ value: askedText(report) }], head, ...rows]).toBuffer();
}

const [margin, lineHeight, titleSize, textSize] = [36, 13, 13, 8];

/** A report on paper, letter size and across, its head on every page. */
export async function reportPages(report: ReportAnswered, title: string): Promise<Buffer> {
  const { default: PdfDocument } = await import('pdfkit');
  const page = new PdfDocument({ size: 'LETTER', layout: 'landscape', margin, info: { Title: title } });
  const parts: Buffer[] = [];
  page.on('data', (part: Buffer) => parts.push(part));
  const written = new Promise<void>((resolve) => {
    page.on('end', resolve);
  });
  const width = page.page.width - 2 * margin;
  const cellWidth = width / Math.max(1, report.columns.length);
  const line = (cells: readonly string[], top: number): void => {
    cells.forEach((cell, index) => {
      const column = report.columns[index];
      page.text(cell, margin + index * cellWidth, top, {
        width: cellWidth - 4,
        height: lineHeight,
        ellipsis: true,
        lineBreak: false,
        align: column !== undefined && isNumber(column) ? 'right' : 'left',
      });
    });
  };
  const head = (): number => {
    page.font('Helvetica-Bold').fontSize(titleSize).text(title, margin, margin);
    page
      .font('Helvetica')
      .fontSize(textSize)
      .text(askedText(report), margin, margin + titleSize + 4);
    page.font('Helvetica-Bold');
    line(
      report.columns.map((column) => column.name),
      margin + 36,
    );
    page.font('Helvetica');
    return margin + 36 + lineHeight;
  };
  let top = head();
  for (const row of report.rows) {
    if (top + lineHeight > page.page.height - margin) {
      page.addPage();
      top = head();
    }
    line(
      report.columns.map((column, index) => valueText(column, row[index])),
      top,
    );
    top += lineHeight;
  }
  page.end();
  await written;
  return Buffer.concat(parts);
}
