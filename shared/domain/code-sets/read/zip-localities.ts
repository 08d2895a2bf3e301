import type { EditionClaim, ZipLocalityRow } from '../rows.ts';
import type { CodeSetFormat } from './code-set-format.ts';
import { refuse, shown } from './code-set-refused.ts';
import { quarterEdition } from './edition-names.ts';

const record = /^([A-Z]{2})(\d{5})(\d{5})([0-9A-Z]{2})([ RB])[ -~]{5}([01])[ -~]{54}(20\d\d)([1-4])$/;
const areas: Readonly<Record<string, ZipLocalityRow['area']>> = {
  ' ': 'urban',
  R: 'rural',
  B: 'super-rural',
};

/**
 * ZIP codes with their Medicare locality: 80 columns, 1-2 state, 3-7 ZIP, 8-12 contractor, 13-14 locality, 15 rural
 * indicator, 21 whether parts of it lie elsewhere, 76-80 year and quarter.
 */
export const zipLocalities: CodeSetFormat = {
  name: 'ZIP codes by locality',
  kinds: ['zip-locality'],
  several: 'alternatives',
  matches: (head) => head.length > 0 && head.slice(0, 20).every((line) => record.test(line)),
  open: (give) => {
    let claim: EditionClaim = {};
    return {
      line(text, line) {
        const [, state = '', zip, contractor = '', locality = '', rural = '', split, year, quarter] =
          record.exec(text) ?? [];
        if (zip === undefined) {
          if (text.trim() !== '') {
            refuse(
              line,
              `${shown(text)} of ${text.length} characters`,
              '80 columns that end in a year and a quarter',
            );
          }
          return;
        }
        const edition = quarterEdition(Number(year), Number(quarter));
        if (claim.edition !== undefined && claim.edition !== edition.edition) {
          refuse(line, `a line of ${edition.edition ?? ''}`, `${claim.edition}, as the first one`);
        }
        claim = edition;
        give(
          'zip-locality',
          { zip, state, contractor, locality, area: areas[rural] ?? 'urban', isSplit: split === '1' },
          line,
        );
      },
      end() {
        // Every line was read on its own.
      },
      claim: () => claim,
    };
  },
};
