import { EditionName } from '#contracts/code-sets.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { CodeSetKind, EditionClaim } from '../rows.ts';
import { refuseFile } from './code-set-refused.ts';
import { firstDayOf } from './edition-names.ts';
import type { LoadWish } from './read-code-sets.ts';

/** The name of an edition and the days that it governs. */
interface EditionPeriod {
  readonly edition: string;
  readonly from: PlainDate;
  readonly to: PlainDate | undefined;
}

/** What the file says holds; where it is silent, or leaves a choice, whoever loads it must say. */
export function periodOf(kind: CodeSetKind, said: EditionClaim, wish: LoadWish, file: string): EditionPeriod {
  const claim = chosenOf(said, wish);
  const isNamedSo = isNameOf(wish.edition, claim.edition);
  if (claim.isConcluded !== true) {
    if (claim.edition !== undefined && !isNamedSo) {
      refuseOther(kind, 'edition', wish.edition, claim.edition);
    }
    if (claim.from !== undefined && wish.from !== undefined && wish.from !== claim.from) {
      refuseOther(kind, 'from', wish.from, claim.from);
    }
  }
  const edition = wish.edition ?? claim.edition;
  if (edition === undefined && said.choices !== undefined) {
    refuseUndecided(kind, said.choices, file);
  }
  const from =
    wish.from ??
    (isNamedSo ? claim.from : undefined) ??
    (edition === undefined ? undefined : firstDayOf(edition));
  if (edition === undefined || from === undefined) {
    return refuseFile(
      `${kind}: a file that does not say its ${edition === undefined ? 'edition' : 'first day'}`,
      'the edition and the day from which it holds',
      'Say them: --edition 2026Q4 --from 2026-10-01.',
    );
  }
  if (!EditionName.safeParse(edition).success) {
    refuseFile(`${kind}: --edition ${edition}`, 'at most 40 letters, digits, dots and dashes');
  }
  const begins = isCorrection.test(edition) ? undefined : firstDayOf(edition);
  if (begins !== undefined && begins !== from) {
    refuseFile(
      `${kind}: --edition ${edition} --from ${from}`,
      `the day that an edition of this name begins, ${begins}`,
      'Leave out --from, or give the edition another name.',
    );
  }
  if (wish.to !== undefined && wish.to < from) {
    refuseFile(`${kind}: --to ${wish.to} before ${from}`, 'an edition that ends after it begins');
  }
  return { edition, from, to: wish.to };
}

/** `2026Q4-2`: it may begin later than what it corrects. */
const isCorrection = /-\d+$/;

/** A correction goes by the name of its edition with something behind it. */
function isNameOf(wished: string | undefined, edition: string | undefined): boolean {
  return wished === undefined || wished === edition || wished.startsWith(`${edition ?? ''}-`);
}

/** Of the editions that a file may be, the one that was said; else what the file claims. */
function chosenOf(claim: EditionClaim, { edition, from }: LoadWish): EditionClaim {
  if (edition === undefined && from === undefined) {
    return claim;
  }
  const choice = claim.choices?.find(
    (one) => isNameOf(edition, one.edition) && (from === undefined || from === one.from),
  );
  return choice === undefined ? claim : { ...claim, ...choice };
}

function refuseUndecided(kind: CodeSetKind, choices: readonly EditionClaim[], file: string): never {
  const editions = choices.map(({ edition = '', from = '' }) => `${edition} from ${from}`);
  refuseFile(
    `${kind}: a name that the files of several editions have, ${file}`,
    editions.join(', or '),
    `Load the archive under the name that its publisher gave it, or say which it is: ${choices
      .map(({ edition = '' }) => `--edition ${edition}`)
      .join(' or ')}.`,
  );
}

function refuseOther(kind: CodeSetKind, what: string, wished: string | undefined, said: string): never {
  return refuseFile(
    `${kind}: --${what} ${wished ?? ''}, and a file that says ${said}`,
    'the same from both',
    `Leave out --${what}, or load the other file.`,
  );
}
