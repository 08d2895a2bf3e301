/** A person as others know her: `maria` is Maria, `ann.sorrel` is Ann Sorrel; what no person did keeps its name. */
export function personName(user: string): string {
  return /^[a-z][a-z0-9.-]*$/.test(user)
    ? user
        .split(/[.-]/)
        .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
        .join(' ')
    : user;
}
