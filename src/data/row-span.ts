/** Consecutive rows. */
export interface RowSpan {
  readonly first: number;
  readonly rows: number;
}
