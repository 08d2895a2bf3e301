/** Short forms that are as common as the names; each stands for one name only. */
const shortForms: ReadonlyMap<string, string> = new Map(
  [
    'ALEX ALEXANDER',
    'ANDY ANDREW',
    'BARB BARBARA',
    'BEN BENJAMIN',
    'BETH ELIZABETH',
    'BETTY ELIZABETH',
    'BILL WILLIAM',
    'BILLY WILLIAM',
    'BOB ROBERT',
    'BOBBY ROBERT',
    'CATHY CATHERINE',
    'CHUCK CHARLES',
    'DAN DANIEL',
    'DANNY DANIEL',
    'DAVE DAVID',
    'DEB DEBORAH',
    'DEBBIE DEBORAH',
    'DICK RICHARD',
    'DON DONALD',
    'DOUG DOUGLAS',
    'ED EDWARD',
    'GREG GREGORY',
    'JEFF JEFFREY',
    'JEN JENNIFER',
    'JENNY JENNIFER',
    'JIM JAMES',
    'JIMMY JAMES',
    'JOE JOSEPH',
    'JOHNNY JOHN',
    'JON JONATHAN',
    'KATE KATHERINE',
    'KATHY KATHERINE',
    'KEN KENNETH',
    'LARRY LAWRENCE',
    'LIZ ELIZABETH',
    'MAGGIE MARGARET',
    'MATT MATTHEW',
    'MEG MARGARET',
    'MIKE MICHAEL',
    'NICK NICHOLAS',
    'PAM PAMELA',
    'PAT PATRICIA',
    'PEGGY MARGARET',
    'RICK RICHARD',
    'ROB ROBERT',
    'RON RONALD',
    'SAM SAMUEL',
    'STEVE STEVEN',
    'SUE SUSAN',
    'TED EDWARD',
    'TIM TIMOTHY',
    'TOM THOMAS',
    'TONY ANTHONY',
    'WILL WILLIAM',
  ].map((pair): [string, string] => {
    const [short = '', long = ''] = pair.split(' ');
    return [short, long];
  }),
);

const suffixes: ReadonlySet<string> = new Set(['JR', 'SR', 'II', 'III', 'IV', 'MD', 'PHD']);

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toUpperCase()
    .replaceAll(/['’.]/g, '')
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '');
}

/** A last name as it is compared: without accents, punctuation, blanks and suffixes. */
export function normalLastName(text: string): string {
  const words = wordsOf(text);
  const kept = words.filter((word, index) => index === 0 || !suffixes.has(word));
  return kept.join('');
}

/** A first name as it is compared: its first word, a short form as the name that it stands for. */
export function normalFirstName(text: string): string {
  const [first = ''] = wordsOf(text);
  return shortForms.get(first) ?? first;
}

/** A street as it is compared: letters and digits alone. */
export function normalStreet(text: string): string {
  return wordsOf(text).join('');
}
