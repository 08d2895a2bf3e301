import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { daysBetween } from '../calendar/plain-date.ts';
import { subtractCents, sumCents } from '../money/cents.ts';
import { concernTheSame, matchTakebacks, type TakebackMatch, type Unmatched } from './match-takebacks.ts';
import { takebackMovements, type TakebackMovement } from './takeback-movements.ts';

/** What a payer has announced and not yet taken, or what a letter says it will. */
export interface OpenTakeback {
  readonly announced: TakebackMovement;
  readonly openCents: Cents;
  readonly claimIds: readonly ClaimId[];
  readonly ageDays: number;
}

/** What a payer took though nothing of it was open. */
export interface ExcessTakeback {
  readonly taken: TakebackMovement;
  readonly excessCents: Cents;
  readonly claimIds: readonly ClaimId[];
  readonly ageDays: number;
  /** An earlier taking for the same claim or under the same reference. */
  readonly before: TakebackMovement | undefined;
  /** The letter that had told of it, where one had. */
  readonly letter: TakebackMovement | undefined;
}

/** The sub-ledger of one payer and payee. */
export interface TakebackAccount {
  readonly payer: string;
  readonly payeeId: string | undefined;
  readonly announcedCents: Cents;
  readonly takenCents: Cents;
  /** As the account `takeback-payable` has it: taken less announced. Zero when all is done. */
  readonly balanceCents: Cents;
  readonly matches: readonly TakebackMatch[];
  readonly open: readonly OpenTakeback[];
  readonly excess: readonly ExcessTakeback[];
  /** Letters of what has neither been announced in a remittance nor taken. */
  readonly letters: readonly OpenTakeback[];
}

/**
 * The sub-ledger of takebacks, from the postings on `takeback-payable` and from nothing else. Announcements and takings
 * of each payer and payee are paired; what is left is open, or was taken in excess. A letter counts while no remittance
 * has announced or taken what it tells of; it never counts in a balance.
 * @param today on which the ages are reckoned.
 */
export function takebackLedger(postings: readonly Posting[], today: PlainDate): TakebackAccount[] {
  const movements = takebackMovements(postings);
  const byId = new Map(movements.map((movement) => [movement.postingId, movement]));
  /** A placing belongs to the payee of what it places. */
  const payeeOf = ({ payeeId, concerns }: TakebackMovement): string | undefined =>
    payeeId ?? (concerns === undefined ? undefined : byId.get(concerns)?.payeeId);
  const accounts = Map.groupBy(movements, (movement) =>
    JSON.stringify([movement.payer, accountPayee(movement, payeeOf(movement), movements)]),
  );
  return [...accounts]
    .map(([key, ofAccount]) => {
      const [payer, payeeId] = JSON.parse(key) as [string, string | null];
      return accountOf(payer, payeeId ?? undefined, ofAccount, today);
    })
    .toSorted((one, other) =>
      `${one.payer} ${one.payeeId ?? ''}` < `${other.payer} ${other.payeeId ?? ''}` ? -1 : 1,
    );
}

/** Letters and opening balances name no payee: they belong to the one that the payer pays, where there is only one. */
function accountPayee(
  { payer }: TakebackMovement,
  payeeId: string | undefined,
  movements: readonly TakebackMovement[],
): string | undefined {
  if (payeeId !== undefined) {
    return payeeId;
  }
  const payees = new Set(
    movements.filter((one) => one.payer === payer && one.payeeId !== undefined).map((one) => one.payeeId),
  );
  return payees.size === 1 ? [...payees][0] : undefined;
}

function accountOf(
  payer: string,
  payeeId: string | undefined,
  movements: readonly TakebackMovement[],
  today: PlainDate,
): TakebackAccount {
  const ofKind = (kind: TakebackMovement['kind']) => movements.filter((one) => one.kind === kind);
  const [announced, taken, letters] = [ofKind('announced'), ofKind('taken'), ofKind('letter')];
  const { matches, open, excess } = matchTakebacks(announced, taken);
  // A letter is settled by the announcement that follows it, or by what is taken without one.
  const announcing = matchTakebacks(letters, announced);
  const told = matchTakebacks(
    announcing.open.map(({ movement, restCents }) => ({ ...movement, amountCents: restCents })),
    excess.map(({ movement, restCents }) => ({ ...movement, amountCents: restCents })),
  );
  const ageDays = ({ postingDate }: TakebackMovement): number => daysBetween(postingDate, today);
  const opened = ({ movement, restCents }: Unmatched): OpenTakeback => ({
    announced: movement,
    openCents: restCents,
    claimIds: movement.claimIds,
    ageDays: ageDays(movement),
  });
  const announcedCents = sumCents(announced, ({ amountCents }) => amountCents);
  const takenCents = sumCents(taken, ({ amountCents }) => amountCents);
  return {
    payer,
    payeeId,
    announcedCents,
    takenCents,
    balanceCents: subtractCents(takenCents, announcedCents),
    matches,
    open: open.map(opened),
    excess: excess.map(({ movement, restCents }) => ({
      taken: movement,
      excessCents: restCents,
      claimIds: movement.claimIds,
      ageDays: ageDays(movement),
      before: takenBefore(movement, taken),
      letter: told.matches.find((match) => match.taken.postingId === movement.postingId)?.announced,
    })),
    letters: told.open.map(opened),
  };
}

function takenBefore(
  movement: TakebackMovement,
  taken: readonly TakebackMovement[],
): TakebackMovement | undefined {
  return taken.slice(0, taken.indexOf(movement)).find((earlier) => concernTheSame(earlier, movement));
}
