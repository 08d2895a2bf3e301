import type { Coverage, Encounter, Person } from '#contracts/encounter.ts';
import type { Finding } from './describe-issue.ts';
import type { EncounterRule } from './encounter-rule.ts';

/** NM104 of every X12 guide has 35 characters; the last name has 60. */
const firstNameLimit = 35;

/**
 * What an X12 file can carry once accents are folded: printable ASCII without the four characters that separate its
 * parts.
 */
const notSendable = /[^ -~]|[*:^~]/u;

/** What every file of ours can carry as it stands. */
const plain = /^[ -)+-9;-\]_-}]*$/;

/** The first character of a text that no X12 file of ours can carry; undefined when it can be sent. */
export function unsendableCharacter(text: string): string | undefined {
  return plain.test(text) ? undefined : notSendable.exec(folded(text))?.[0];
}

interface Text {
  readonly field: string;
  readonly text: string;
  readonly limit?: number;
}

/**
 * Every text of an encounter that goes into a file for a payer. Found at intake, a character that cannot be sent is a
 * record to correct; found later, it would be a claim that stops in the middle of the pipeline.
 */
export const sendableTextRule: EncounterRule = (encounter) => unsendableTexts(textsOf(encounter));

/** What of a patient and of that person's insurances no file to a payer can carry. */
export function unsendableRegistration({
  patient,
  coverages,
}: {
  readonly patient: Person;
  readonly coverages: readonly Coverage[];
}): Finding[] {
  return unsendableTexts([
    ...personTexts('patient', patient),
    ...coverages.flatMap((coverage, index) => coverageTexts(`coverages[${index + 1}]`, coverage)),
  ]);
}

function unsendableTexts(texts: readonly Text[]): Finding[] {
  return texts.flatMap(({ field, text, limit }): Finding[] => {
    const findings: Finding[] = [];
    const character = unsendableCharacter(text);
    if (character !== undefined) {
      findings.push({
        field,
        code: 'character-not-sendable',
        found: describeCharacter(character),
        expected: 'letters, digits and punctuation of ASCII other than * : ^ ~ (accents are dropped)',
        howToFix: 'Write it as it is printed on the card.',
      });
    }
    if (limit !== undefined && text.length > limit) {
      findings.push({
        field,
        code: 'text-too-long',
        found: `${text.length} characters`,
        expected: `at most ${limit}`,
        howToFix: 'Shorten it as it is printed on the card.',
      });
    }
    return findings;
  });
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{Mark}/gu, '');
}

function describeCharacter(character: string): string {
  const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return character >= ' ' && character <= '~'
    ? `the character ${character}`
    : `a character that is not in ASCII (U+${point})`;
}

function textsOf(encounter: Encounter): Text[] {
  const { patient, coverages, referringProvider, supervisingProvider, authorizationNumber, lines } =
    encounter;
  return [
    ...personTexts('patient', patient),
    ...coverages.flatMap((coverage, index) => coverageTexts(`coverages[${index + 1}]`, coverage)),
    ...(referringProvider === undefined ? [] : nameTexts('referringProvider', referringProvider)),
    ...(supervisingProvider === undefined ? [] : nameTexts('supervisingProvider', supervisingProvider)),
    ...textUnlessPlain('', 'authorizationNumber', authorizationNumber),
    ...lines.flatMap(({ description }, index) =>
      textUnlessPlain(`lines[${index + 1}]`, 'description', description),
    ),
  ];
}

function coverageTexts(field: string, { subscriber, groupNumber }: Coverage): Text[] {
  const texts = textUnlessPlain(field, 'groupNumber', groupNumber);
  return subscriber === undefined ? texts : [...texts, ...personTexts(`${field}.subscriber`, subscriber)];
}

function personTexts(field: string, person: Person): Text[] {
  const { line1, line2, city } = person.address;
  return [
    ...nameTexts(field, person),
    ...textUnlessPlain(field, 'address.line1', line1),
    ...textUnlessPlain(field, 'address.line2', line2),
    ...textUnlessPlain(field, 'address.city', city),
  ];
}

function nameTexts(
  field: string,
  name: Pick<Person, 'lastName' | 'firstName' | 'middleName' | 'suffix'>,
): Text[] {
  return [
    ...textUnlessPlain(field, 'lastName', name.lastName),
    ...(name.firstName.length <= firstNameLimit
      ? textUnlessPlain(field, 'firstName', name.firstName)
      : [{ field: `${field}.firstName`, text: name.firstName, limit: firstNameLimit }]),
    ...textUnlessPlain(field, 'middleName', name.middleName),
    ...textUnlessPlain(field, 'suffix', name.suffix),
  ];
}

const none: Text[] = [];

function textUnlessPlain(parent: string, field: string, text: string | undefined): Text[] {
  return text === undefined || plain.test(text)
    ? none
    : [{ field: parent === '' ? field : `${parent}.${field}`, text }];
}
