import type { DeskBook } from '#ports/desk-book.ts';
import type { MemoryTables } from './memory-tables.ts';

/** {@link DeskBook} over maps. */
export function memoryDeskBook({ deskEntries, checkIns, receipts, cards }: MemoryTables): DeskBook {
  const kept = <Value>(map: Map<string, Value>, path: string, value: Value): Value => {
    const found = map.get(path) ?? value;
    map.set(path, found);
    return found;
  };
  const newestFirst = <Value extends { readonly at: string }>(values: readonly Value[]): Value[] =>
    values.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  return {
    enter(entry) {
      kept(deskEntries, `${entry.practiceId}#${entry.entryId}`, entry);
      return Promise.resolve();
    },
    entry: (practiceId, entryId) => Promise.resolve(deskEntries.get(`${practiceId}#${entryId}`)),
    checkIn(checkIn) {
      const { practiceId, day, patientKey, appointmentId } = checkIn;
      return Promise.resolve(
        kept(checkIns, `${practiceId}#${day}#${patientKey}#${appointmentId ?? ''}`, checkIn),
      );
    },
    checkIns: (practiceId, day) =>
      Promise.resolve(
        [...checkIns.values()].filter((checkIn) => checkIn.practiceId === practiceId && checkIn.day === day),
      ),
    keepReceipt: (receipt) =>
      Promise.resolve(kept(receipts, `${receipt.practiceId}#${receipt.number}`, receipt)),
    receipt: (practiceId, number) => Promise.resolve(receipts.get(`${practiceId}#${number}`)),
    receiptsOf: (practiceId, patientKey, limit) =>
      Promise.resolve(
        newestFirst(
          [...receipts.values()].filter(
            (receipt) => receipt.practiceId === practiceId && receipt.patientKey === patientKey,
          ),
        ).slice(0, limit),
      ),
    keepCard(card) {
      kept(cards, `${card.practiceId}#${card.patientKey}#${card.documentId}`, card);
      return Promise.resolve();
    },
    cardsOf: (practiceId, patientKey) =>
      Promise.resolve(
        newestFirst(
          [...cards.values()].filter(
            (card) => card.practiceId === practiceId && card.patientKey === patientKey,
          ),
        ),
      ),
  };
}
