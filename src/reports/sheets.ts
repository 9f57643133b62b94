/** A table of a report: what a spreadsheet shows on one sheet. */
export interface Sheet {
  name: string
  columns: readonly string[]
  rows: readonly (readonly (string | number | null)[])[]
}
