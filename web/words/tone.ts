/** How something that is said is colored. The words alone must say it, too. */
export type Tone = 'plain' | 'good' | 'danger' | 'warning' | 'note' | 'accent';
