export type { PageContent, PageRun } from './content';
export { renderPage } from './page';
