import type { ComponentChildren } from 'preact';

/** Controls of a section: a line on a wide screen, and folded on a narrow one. */
export function Controls({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  return (
    <details class="controls" data-folds open>
      <summary>{label}</summary>
      <form aria-label={label}>{children}</form>
    </details>
  );
}
