import type { CodeSetFormat } from './code-set-format.ts';
import { refuse, shown } from './code-set-refused.ts';
import { diagnosisCode } from './fields.ts';
import { fiscalEditionOfNames } from './fiscal-editions.ts';

const orderLine = /^\d{5} [A-Z][0-9A-Z]{2}[0-9A-Z ]{4} [01] [^ ].{59}/;

/**
 * The ICD-10-CM order file of NCHS: columns 1-5 order, 7-13 code, 15 whether it is billable, 17-76 short title, 78 and on
 * long title. The order counts without gaps, so that a line that went missing is seen.
 */
export const icdOrderFile: CodeSetFormat = {
  name: 'ICD-10-CM order file',
  kinds: ['icd-10-cm'],
  several: 'alternatives',
  matches: (head) => head.length > 0 && head.slice(0, 20).every((line) => orderLine.test(line)),
  open: (give, context) => {
    let order = 0;
    return {
      line(text, line) {
        if (text.trim() === '') {
          return;
        }
        if (text.length < 77 || text[5] !== ' ' || text[13] !== ' ' || text[15] !== ' ') {
          refuse(
            line,
            `${shown(text)} of ${text.length} characters`,
            'columns 1-5 order, 7-13 code, 15 billable or not, 17-76 short title, 78 and on long title',
          );
        }
        order += 1;
        if (Number(text.slice(0, 5)) !== order) {
          refuse(
            line,
            `order ${shown(text.slice(0, 5))}`,
            `${String(order).padStart(5, '0')}: the order has no gaps`,
          );
        }
        const flag = text[14] ?? '';
        if (flag !== '0' && flag !== '1') {
          refuse(line, `${shown(flag)} in column 15`, '1 for a billable code or 0 for a heading');
        }
        give(
          'icd-10-cm',
          {
            code: diagnosisCode(text.slice(6, 13).trim(), line, 'code'),
            isBillable: flag === '1',
            label: text.slice(16, 76).trim(),
            longLabel: text.slice(77).trim(),
          },
          line,
        );
      },
      end() {
        // The order was checked line by line.
      },
      claim: () => fiscalEditionOfNames(context),
    };
  },
};
