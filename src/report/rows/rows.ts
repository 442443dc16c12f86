/** The cells of a table, on the page and in documents; the first column names the rows. */
export interface Rows {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
