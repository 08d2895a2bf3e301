import type { PublicResponse } from '../../runtime/public-door.ts';

/** A user whom the page offers: the samples, of whom everybody who starts the machine is told. */
export interface ShownUser {
  readonly username: string;
  /** The person's name and what they do, in words. */
  readonly name: string;
  readonly roles: string;
  readonly practice: string;
}

/** What the page asks for. */
export type SignInStep =
  | { readonly kind: 'password'; readonly username: string }
  | { readonly kind: 'new-password'; readonly username: string; readonly ticket: string }
  | { readonly kind: 'reset'; readonly username: string };

export interface SignInPage {
  readonly step: SignInStep;
  /** The parameters of the authorization request, kept from form to form. */
  readonly query: URLSearchParams;
  readonly csrfToken: string;
  readonly problem: string | undefined;
  readonly shownUsers: readonly ShownUser[];
  /** Where the form leads in the end: a browser lets it go nowhere else. */
  readonly redirectOrigin: string;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Headers of every page: nothing from elsewhere, no script, no frame, nothing kept. */
function pageHeaders(formTargets: readonly string[]): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'self'; form-action ${["'self'", ...formTargets].join(' ')}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    // Not no-referrer: the browser would send the form with an Origin of null.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

function frame(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Claimwright</title>
<link rel="stylesheet" href="/login.css">
</head>
<body>
<main>
<p class="product">Claimwright</p>
<h1>${escape(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'password';
  readonly autocomplete: string;
  readonly value?: string;
  readonly hasFocus?: boolean;
}

function field({ name, label, type, autocomplete, value = '', hasFocus }: Field, isInvalid: boolean): string {
  const state = isInvalid ? ' aria-invalid="true" aria-describedby="problem"' : '';
  const focus = hasFocus === true ? ' autofocus' : '';
  return `<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${escape(value)}" required spellcheck="false" autocapitalize="none"${state}${focus}>`;
}

function fieldsOf(step: SignInStep): readonly Field[] {
  const username: Field = {
    name: 'username',
    label: 'User name',
    type: 'text',
    autocomplete: 'username',
    value: step.username,
    hasFocus: step.username === '',
  };
  const fresh: Field = {
    name: 'new_password',
    label: 'New password',
    type: 'password',
    autocomplete: 'new-password',
    hasFocus: step.kind === 'new-password',
  };
  switch (step.kind) {
    case 'password':
      return [
        username,
        {
          name: 'password',
          label: 'Password',
          type: 'password',
          autocomplete: 'current-password',
          hasFocus: step.username !== '',
        },
      ];
    case 'new-password':
      return [fresh];
    case 'reset':
      return [
        username,
        { name: 'code', label: 'Code', type: 'text', autocomplete: 'one-time-code', hasFocus: true },
        fresh,
      ];
    default:
      return step satisfies never;
  }
}

const words = {
  password: { title: 'Sign in', button: 'Sign in', lead: '' },
  'new-password': {
    title: 'Choose a password',
    button: 'Set the password and sign in',
    lead: 'The password that you were given was for the first time only.',
  },
  reset: {
    title: 'Set a new password',
    button: 'Set the password and sign in',
    lead: 'An administrator has reset your password and a code was sent to you. On one machine it is in the file messages.ndjson of the data folder.',
  },
} as const;

function samples(users: readonly ShownUser[], query: URLSearchParams): string {
  if (users.length === 0) {
    return '';
  }
  const rows = users.map((user) => {
    const chosen = new URLSearchParams(query);
    chosen.set('login_hint', user.username);
    return `<tr><th scope="row"><a href="/login?${escape(chosen.toString())}">${escape(user.username)}</a></th><td>${escape(user.name)}</td><td>${escape(user.roles)}</td><td>${escape(user.practice)}</td></tr>`;
  });
  return `<section aria-labelledby="samples">
<h2 id="samples">Sample users</h2>
<p>Their password was printed when the machine was started. Choose one to fill in the name.</p>
<table>
<thead><tr><th scope="col">User name</th><th scope="col">Name</th><th scope="col">Roles</th><th scope="col">Practice</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</section>`;
}

/** The page on which a person signs in: HTML alone, for a keyboard and a screen reader as for a mouse. */
export function signInPage(page: SignInPage): PublicResponse {
  const { step, problem, query } = page;
  const { title, button, lead } = words[step.kind];
  const hidden: Readonly<Record<string, string>> = {
    _csrf: page.csrfToken,
    step: step.kind,
    ...(step.kind === 'new-password' ? { ticket: step.ticket } : {}),
  };
  const content = `${lead === '' ? '' : `<p>${escape(lead)}</p>`}
${problem === undefined ? '' : `<p id="problem" class="problem" role="alert">${escape(problem)}</p>`}
<form method="post" action="/login?${escape(query.toString())}">
${Object.entries(hidden)
  .map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`)
  .join('\n')}
${fieldsOf(step)
  .map((one) => field(one, problem !== undefined))
  .join('\n')}
<button type="submit">${button}</button>
</form>
${step.kind === 'password' ? samples(page.shownUsers, query) : ''}
<p class="note">This page stands for the user pool of the staff on AWS, where a second factor is asked for as well.</p>`;
  return {
    status: problem === undefined ? 200 : 400,
    headers: pageHeaders([page.redirectOrigin]),
    body: frame(title, content),
  };
}

/** What a person is shown whose browser was sent here with a request that leads nowhere. */
export function errorPage(problem: string): PublicResponse {
  return {
    status: 400,
    headers: pageHeaders([]),
    body: frame(
      'Signing in is not possible',
      `<p class="problem" role="alert">${escape(problem)}</p>\n<p>Go back to the application and sign in from there.</p>`,
    ),
  };
}

/** The style of the pages. */
export const signInStyle = `:root { color-scheme: light dark; --ink: #1b2430; --paper: #ffffff; --ground: #f2f4f7; --line: #6b7684; --accent: #0b5cad; --on-accent: #ffffff; --problem: #a3151b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --paper: #1c232c; --ground: #12171d; --line: #94a0ae; --accent: #7db8f5; --on-accent: #0d1620; --problem: #ff9d9f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 44rem; margin: 3rem auto; padding: 2rem; background: var(--paper); border-radius: 0.5rem; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; }
h2 { margin: 2rem 0 0.25rem; font-size: 1.125rem; }
.product { margin: 0; font-weight: 600; color: var(--accent); }
form { max-width: 22rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { width: 100%; margin-top: 0.25rem; padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: 0.25rem; background: var(--paper); color: var(--ink); font: inherit; }
button { margin-top: 1.5rem; padding: 0.5rem 1.25rem; border: 0; border-radius: 0.25rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
tbody th { font-weight: 400; }
.problem { padding: 0.5rem 0.75rem; border-left: 0.25rem solid var(--problem); color: var(--problem); font-weight: 600; }
.note { margin-top: 2rem; font-size: 0.875rem; }
`;
