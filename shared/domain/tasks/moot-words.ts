/** Why a task had no question any more, in words for whoever finds it closed. */
const words: ReadonlyMap<string, string> = new Map([
  ['amount-changed', 'the amount has changed, and another task asks about it'],
  ['asked-otherwise', 'who they are is asked by another task, since others were found to be one of them'],
  ['change-taken-back', 'the practice has sent what it had sent before'],
  ['changed-again', 'the practice has changed the visit once more, and another task asks about that'],
  ['charge-came', 'the charge has come'],
  ['credit-gone', 'nothing is owed back any more'],
  ['followed-up-again', 'somebody called or wrote again, and a later entry of the log says what comes next'],
  ['given-to-visit', 'the document was given to its visit'],
  ['decided-otherwise', 'the task that it was about was decided, or is no longer open'],
  ['hold-released', 'the hold was released'],
  ['review-put-off', 'the hold was kept until another review date'],
  ['no-longer-alike', 'what the two had in common has been corrected'],
  ['not-needed', 'nobody needs the document any more'],
  ['one-person', 'it is known by now that they are one person'],
  ['refund-acknowledged', 'the payer has acknowledged the refund, or it is void'],
]);

/** What became of a closed task, in words: an outcome that a person gave stays as it was written. */
export function outcomeInWords(outcome: string): string {
  return words.get(outcome) ?? outcome;
}
