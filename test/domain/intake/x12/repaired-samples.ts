import { bytesOf, type Sample } from '../../../../docs/x12-samples.ts';
import { claimsPractice } from './claims-practice.ts';

const facilities = [
  'KILDARE ASSOCIATES',
  'ASSOCIATED MEDICAL GROUP',
  'PROVIDER OP HOSP',
  'HAPPY DOCTORS GROUP',
];

/** A practice that sends what the samples send: their facilities are its locations, and one provider sees everybody. */
export const samplesPractice = claimsPractice({
  locations: facilities.map((name, index) => ({
    locationId: `place-${index + 1}`,
    name,
    placeOfService: '11',
    address: claimsPractice().address,
  })),
  intake: { sources: [{ sourceSystem: 'samples', kind: 'whole', defaults: { renderingNpi: '2000001018' } }] },
});

const diagnoses = ['E119', 'I10', 'J45909', 'M5450'];
const payers = ['JUNIP', 'FEDMB'];

/** What the same claim would be today and from this practice: numbers, payers and codes are replaced, nothing else. */
export function repaired(sample: Sample): string {
  let payer = 0;
  return new TextDecoder()
    .decode(bytesOf(sample))
    .replaceAll(/\r?\n/g, '')
    .split('~')
    .flatMap((segment) => {
      const [id, code] = segment.split('*', 2);
      switch (`${id ?? ''} ${code ?? ''}`.trim()) {
        case 'NM1 85':
          return [segment.replace(/\*XX\*.*$/, '*XX*2000000010')];
        case 'NM1 PR':
          payer += 1;
          return [segment.replace(/\*(PI|XV)\*.*$/, `*$1*${payers[payer - 1] ?? ''}`)];
        case 'NM1 82':
          return [segment.replace(/\*XX\*.*$/, '*XX*2000001018')];
        case 'NM1 DN':
          return [segment.replace(/\*XX\*.*$/, '*XX*2000001034')];
        case 'REF EI':
        case 'REF SY':
          return ['REF*EI*990001234'];
        case 'HI BK:' + (code?.slice(3) ?? ''):
          return [`HI*${code === undefined ? '' : renewed(segment)}`];
        default:
          return [id === 'ISA' ? segment.replace(/\*T\*(.)$/, '*P*$1') : segment];
      }
    })
    .join('~');
}

function renewed(segment: string): string {
  return segment
    .split('*')
    .slice(1)
    .map((_, index) => `${index === 0 ? 'ABK' : 'ABF'}:${diagnoses[index] ?? ''}`)
    .join('*');
}
