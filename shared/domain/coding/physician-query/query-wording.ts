/** Words that a question to a provider must not have, why, and what to write instead. */
interface Wording {
  readonly words: RegExp;
  readonly because: 'money' | 'leading';
  readonly say: string;
}

const money = 'ask what the patient had; a provider never answers for what is paid';

/*
 * What the associations of health information and documentation specialists call a compliant query: it names clinical
 * indicators, offers answers that they support, leads to none of them, and never speaks of payment. The list is ours; what
 * it misses a person still must not write.
 */
const wordings: readonly Wording[] = [
  { words: /\breimburs\w*/i, because: 'money', say: money },
  {
    words: /\b(?:pay|pays|paid|paying|payer|payers|payor|payors|payment|payments)\b/i,
    because: 'money',
    say: money,
  },
  { words: /\b(?:bill|bills|billed|billing|billable|unbillable)\b/i, because: 'money', say: money },
  { words: /\b(?:revenue|profit\w*|income|dollars?)\b|\$/i, because: 'money', say: money },
  { words: /\b(?:insurer|insurance|medicare|medicaid)\b/i, because: 'money', say: money },
  { words: /\b(?:DRGs?|MS-DRG|RVUs?|HCCs?|MCCs?|risk[- ]adjust\w*)\b/i, because: 'money', say: money },
  {
    words: /\b(?:upcod\w*|higher (?:level|code|severity)|better code|quality (?:score|measure|metric)s?)\b/i,
    because: 'money',
    say: money,
  },
  {
    words: /\b(?:claim|claims) (?:denial|denials|denied|rejected)\b|\bmedical(?:ly)? necess\w*/i,
    because: 'money',
    say: money,
  },
  {
    words: /\bplease (?:document|add|confirm|change|amend|state that|note that)\b/i,
    because: 'leading',
    say: '"Based on your clinical judgment, what do these findings mean?"',
  },
  {
    words: /\b(?:can|could|would|will) you (?:confirm|document|add|agree)\b/i,
    because: 'leading',
    say: '"Can you say what these findings mean?"',
  },
  {
    words: /\b(?:do|don't|do not|would|wouldn't) you (?:agree|think|not think)\b/i,
    because: 'leading',
    say: '"What is your clinical judgment?"',
  },
  {
    words: /\b(?:isn't|is not|wasn't|doesn't) (?:it|this|that|the patient)\b.*\?/i,
    because: 'leading',
    say: 'the question without "not"',
  },
  {
    words: /\b(?:should|must|has to|needs to|need to) be (?:documented|coded|stated|added|changed)\b/i,
    because: 'leading',
    say: '"Please clarify"',
  },
  {
    words: /\b(?:we|I) (?:believe|think|suspect|assume|need|want|expect)\b/i,
    because: 'leading',
    say: 'what the note says, in its own words',
  },
  {
    words: /\b(?:obviously|clearly|surely|undoubtedly|of course)\b/i,
    because: 'leading',
    say: 'what the note says, in its own words',
  },
  {
    words: /\b(?:so that|in order) (?:we|I|to)\b/i,
    because: 'leading',
    say: 'the question alone, without what it is for',
  },
];

const reasons = {
  money: 'speaks of money',
  leading: 'leads to an answer',
} as const;

/** Why a text may not stand in a question to a provider, a sentence each; it names the word and what to write instead. */
export function faultsOfWording(where: string, text: string): string[] {
  return wordings.flatMap(({ words, because, say }) => {
    const found = words.exec(text)?.[0];
    return found === undefined
      ? []
      : [`${where}: "${found}" ${reasons[because]}, which a question to a provider must not; write ${say}`];
  });
}

/**
 * The answers that a question names while it leaves others out: whoever reads it knows then which one is hoped for. A
 * question that names all of them, such as "left or right?", leads nowhere.
 */
export function answersHinted(question: string, options: readonly string[]): string[] {
  const read = normalized(question);
  const named = options.filter((option) => ` ${read} `.includes(` ${normalized(option)} `));
  return named.length === options.length ? [] : named;
}

/** Letters and digits alone, in small letters, one blank between words. */
export function normalized(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
