import type { PracticeId } from '#contracts/identifiers.ts';
import type { TradingPair } from '#contracts/trading-partner.ts';
import { lastNumbers, numberOfSerial, type IssuedNumber } from '#domain/submission/control-numbers.ts';
import { reviewedNumbers, type ControlNumbers } from '#ports/control-numbers.ts';
import type { MemoryTables } from './memory-tables.ts';

const pairPath = (practiceId: PracticeId, { ourId, partnerId }: TradingPair): string =>
  `${practiceId}#${ourId}#${partnerId}#`;

export const issuedNumberPath = (practiceId: PracticeId, pair: TradingPair, number: number): string =>
  `${pairPath(practiceId, pair)}${String(number).padStart(9, '0')}`;

export function memoryControlNumbers(tables: MemoryTables): ControlNumbers {
  const issuedTo = (practiceId: PracticeId, pair: TradingPair, serial: number): IssuedNumber[] =>
    lastNumbers(serial, reviewedNumbers).flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index).flatMap((number) => {
        const { issued, sent } = tables.issuedNumbers.get(issuedNumberPath(practiceId, pair, number)) ?? {};
        return issued === undefined
          ? []
          : [{ ...issued, ...(sent === undefined ? {} : { sentAt: sent.at }) }];
      }),
    );
  return {
    issue(practiceId, pair, fileName, at) {
      const filePath = `${pairPath(practiceId, pair)}${fileName}`;
      const known = tables.issuedFiles.get(filePath);
      if (known !== undefined) {
        return Promise.resolve(known);
      }
      const partnerPath = pairPath(practiceId, pair);
      const serial = (tables.partners.get(partnerPath)?.serial ?? 0) + 1;
      tables.partners.set(partnerPath, { pair, serial });
      const number = numberOfSerial(serial);
      tables.issuedNumbers.set(issuedNumberPath(practiceId, pair, number), {
        issued: { number, fileName, issuedAt: at },
      });
      tables.issuedFiles.set(filePath, number);
      return Promise.resolve(number);
    },
    sentAs: (practiceId, pair, interchangeControlNumber) =>
      Promise.resolve(
        tables.issuedNumbers.get(issuedNumberPath(practiceId, pair, Number(interchangeControlNumber)))?.sent
          ?.claim,
      ),
    noteReceived(practiceId, pair, received) {
      const path = `${pairPath(practiceId, pair)}${received.controlNumber.padStart(9, '0')}`;
      const first = tables.receivedInterchanges.get(path);
      if (first === undefined) {
        tables.receivedInterchanges.set(path, received);
        return Promise.resolve({});
      }
      if (first.fileKey === received.fileKey && first.interchangeIndex === received.interchangeIndex) {
        return Promise.resolve({});
      }
      tables.receivedInterchanges.set(path, { ...first, repeatedBy: received.fileKey });
      return Promise.resolve({ firstFileKey: first.fileKey });
    },
    records(practiceId, own) {
      const partners = new Map([
        [pairPath(practiceId, own), { pair: own, serial: 0 }],
        ...[...tables.partners].filter(([path]) => path.startsWith(`${practiceId}#`)),
      ]);
      return Promise.resolve(
        [...partners].map(([path, { pair, serial }]) => ({
          pair,
          serial,
          limit: reviewedNumbers,
          issued: issuedTo(practiceId, pair, serial),
          received: [...tables.receivedInterchanges]
            .filter(([key]) => key.startsWith(path))
            .toSorted(([one], [other]) => (one < other ? 1 : -1))
            .slice(0, reviewedNumbers)
            .map(([, received]) => received),
        })),
      );
    },
  };
}
