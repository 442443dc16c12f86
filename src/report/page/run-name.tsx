import type { RunLabel } from '../results/run-labels';

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
      {title ? label.title : label.short.replace(/([λη]) /g, '$1\u00a0')}
      {chosen && (
        <>
          {' '}
          <span class="badge">chosen</span>
        </>
      )}
    </>
  );
}
