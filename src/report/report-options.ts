/** The formats of a report. */
export const REPORT_FORMATS = ['html', 'pdf', 'markdown', 'latex'] as const;

/**
 * A format of a report.
 *
 * @category Report
 */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The formats of a figure's file. */
export const FIGURE_FORMATS = ['pdf', 'svg', 'png'] as const;

/**
 * A format of a figure's file.
 *
 * @category Report
 */
export type FigureFormat = (typeof FIGURE_FORMATS)[number];

/** The formats that figures may have in a document of each format, the usual one first. */
export const DOCUMENT_FIGURES = {
  pdf: ['pdf', 'png'],
  markdown: ['png', 'svg'],
  latex: ['pdf', 'png'],
} as const satisfies Record<Exclude<ReportFormat, 'html'>, readonly FigureFormat[]>;

/**
 * Options of `makeReport`.
 *
 * @category Report
 */
export interface ReportOptions {
  /** Results files, with the run folders that were saved beside them, and files of the gradient check. */
  readonly files: readonly string[];
  /** The folder to write to. */
  readonly folder: string;
  /**
   * `html` is a page with interactive figures; `pdf`, `markdown` and `latex` are documents to hand in, or
   * to go on writing in. By default `html`.
   */
  readonly format?: ReportFormat;
  /** The title. By default that of the classifier, e.g. `Softmax classifier: training report`. */
  readonly title?: string;
  /** Who it is by. By default nobody. */
  readonly author?: string;
  /**
   * What a document's figures are: of `pdf` and `latex`, vector graphics (`pdf`) or pictures (`png`), by
   * default `pdf`; of `markdown` `png` or `svg`, by default `png`. The page has both SVG and PNG, and no
   * choice.
   */
  readonly figures?: FigureFormat;
  /** Called with the path of each file that has been written. By default nothing is. */
  readonly onFile?: (file: string) => void;
  /** Called with notices that are no errors, e.g. that a run has no pictures. By default none. */
  readonly onNotice?: (message: string) => void;
}

/** Where a report goes, and who is told of it. */
export type Sink = Required<Pick<ReportOptions, 'folder' | 'onFile' | 'onNotice'>>;
