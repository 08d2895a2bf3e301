import { Notice } from '../../parts/states.tsx';

/** Says of a report that is longer than a browser holds that it is not the whole. */
export function NotWhole({ isWhole }: { readonly isWhole: boolean }) {
  return isWhole ? null : (
    <Notice tone="warning" title="This is not the whole report">
      <p>It is longer than a browser holds. Whoever runs Claimwright prints the whole by the command line.</p>
    </Notice>
  );
}
