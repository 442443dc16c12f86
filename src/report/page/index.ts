export type { Origin, PageContent, PageRun } from './content';
export { renderPage } from './page';
