/** After so much idleness a person is signed out, and warned before. */
export const idleLimits = { warnAfterSeconds: 14 * 60, signOutAfterSeconds: 15 * 60 } as const;

export type Idleness =
  | { readonly state: 'active' }
  | { readonly state: 'warned'; readonly secondsLeft: number }
  | { readonly state: 'over' };

/** What is to be done about somebody who last did something at one moment, at another. */
export function idlenessAt(
  lastActiveMilliseconds: number,
  nowMilliseconds: number,
  limits: { readonly warnAfterSeconds: number; readonly signOutAfterSeconds: number } = idleLimits,
): Idleness {
  const idleSeconds = (nowMilliseconds - lastActiveMilliseconds) / 1000;
  if (idleSeconds >= limits.signOutAfterSeconds) {
    return { state: 'over' };
  }
  return idleSeconds >= limits.warnAfterSeconds
    ? { state: 'warned', secondsLeft: Math.ceil(limits.signOutAfterSeconds - idleSeconds) }
    : { state: 'active' };
}
