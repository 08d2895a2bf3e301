import { type Guide, loop, segment } from '#domain/x12/guide.ts';
import { transactionEnd } from '#domain/x12/segments/shared.ts';

const acknowledgementCodes = 'A,E,M,R,W,X';
const transactionErrors = '1,2,3,4,5,6,7,8,9,10,11,12,13,15,16,17,18,19,20,21,22,23,24,25,26,27,I5,I6';
const groupErrors = '1,2,3,4,5,6,10,11,12,13,14,15,16,17,18,19,23,24,25,26';

const context = segment('CTX', 'context', 'S 10', 'R(R S) S S S S(R S S) S(R S)');

/** Implementation Acknowledgment for Health Care Insurance. */
export const guide999: Guide = {
  id: '005010X231A1',
  name: '999',
  setCode: '999',
  functionalCode: 'FA',
  versions: ['005010X231A1', '005010X231'],
  transactionNamesGuide: true,
  root: loop('ST', 'transaction', 'R 1', [
    segment('ST', 'transaction start', 'R 1', 'R:999 R R:005010X231A1,005010X231'),
    segment('AK1', 'answered group', 'R 1', 'R R S'),
    loop('2000', 'answered transaction', 'S >', [
      segment('AK2', 'answered transaction', 'R 1', 'R R S'),
      loop('2100', 'segment error', 'S >', [
        segment('IK3', 'segment error', 'R 1', 'R R S R:1,2,3,4,5,6,7,8,I4,I6,I7,I8,I9'),
        context,
        loop('2110', 'element error', 'S >', [
          segment(
            'IK4',
            'element error',
            'R 1',
            'R(R S S) S R:1,2,3,4,5,6,7,8,9,10,12,13,I6,I9,I10,I11,I12,I13 S',
          ),
          context,
        ]),
      ]),
      segment(
        'IK5',
        'transaction answer',
        'R 1',
        `R:${acknowledgementCodes} ${Array(5).fill(`S:${transactionErrors}`).join(' ')}`,
      ),
    ]),
    segment(
      'AK9',
      'group answer',
      'R 1',
      `R:${acknowledgementCodes},P R R R ${Array(5).fill(`S:${groupErrors}`).join(' ')}`,
    ),
    transactionEnd,
  ]),
};
