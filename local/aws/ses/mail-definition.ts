/** What the template says of mail: who may send, and by which rules. */
export interface MailDefinition {
  /** Domains and addresses; on one machine each counts as confirmed. */
  readonly identities: readonly { readonly name: string; readonly arn: string }[];
  readonly configurationSets: readonly { readonly name: string; readonly arn: string }[];
}
