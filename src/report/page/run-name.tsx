import type { RunLabel } from '../results/run-labels';
import { unbroken } from '../text/format';

/** A run's short name, marked if it is the run to take. */
export function RunName({
  label,
  chosen,
  title = false,
}: {
  readonly label: RunLabel;
  readonly chosen: boolean;
  /** True for its title, with λ and η. */
  readonly title?: boolean;
}) {
  return (
    <>
      {unbroken(title ? label.title : label.short)}
      {chosen && (
        <>
          {' '}
          <span class="badge">chosen</span>
        </>
      )}
    </>
  );
}
