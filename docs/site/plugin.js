'use strict';

const { existsSync, readdirSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '../..');
const inFolder = (folder) =>
  readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);

/** The documents beside the README, in the order of the navigation; other pages of `docs/` follow. */
const GUIDES = [
  'docs/assignment.md',
  'docs/command-line.md',
  'docs/library.md',
  'docs/data.md',
  'docs/models.md',
  'docs/service.md',
  'docs/method.md',
  'docs/benchmarks.md',
  'docs/architecture.md',
  'docs/decisions.md',
  ...inFolder('docs'),
];
const PROJECT = [...inFolder('benchmarks'), 'CONTRIBUTING.md', 'CHANGELOG.md'];

/** TypeDoc copies files that are linked, but not folders, whose names have no ending. */
const LINK_TO_FOLDER = /<a href="[^"]*media\/(?!LICENSE")[\w-]+"[^>]*>(.*?)<\/a>/g;

/** The documents that there are, each once. */
function documents() {
  const names = [...new Set([...GUIDES, ...PROJECT])];
  return names.filter((name) => name.endsWith('.md') && existsSync(path.join(root, name)));
}

/**
 * A plugin of TypeDoc that adds the documents, calls them by their first headings, puts them into
 * categories, lets links to the first page work without a server too, and makes plain text of links to
 * folders.
 */
exports.load = (app) => {
  app.on('bootstrapEnd', () => {
    app.options.setValue('projectDocuments', documents(), root);
  });
  app.converter.on(app.converter.constructor.EVENT_CREATE_DOCUMENT, (_context, document) => {
    const isGuide = /^(docs|examples)\//.test(document.name);
    document.frontmatter.category ??= isGuide ? 'Guides' : 'Project';
    const text = document.content.map((part) => part.text).join('');
    const heading = /^# +(.+)$/m.exec(text);
    if (heading !== null) document.name = heading[1].replaceAll('`', '');
  });
  app.renderer.on('endPage', (page) => {
    page.contents = page.contents
      .replaceAll(
        /href="((?:\.\.?\/)+)(#[^"]*)?"/g,
        (_link, folder, hash = '') => `href="${folder}index.html${hash}"`,
      )
      .replaceAll(LINK_TO_FOLDER, '$1');
  });
};
