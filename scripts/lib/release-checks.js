'use strict';

/**
 * Why CHANGELOG.md doesn't describe this version; null if it does: its first heading is the version with
 * the date of its release, and has a text below it.
 *
 * @param {string} changelog  the file's text
 * @param {string} version    that of package.json
 */
function changelogComplaint(changelog, version) {
  const [, heading = 'none', text = ''] = /^## (.*)$([^]*?)(?=^## |(?![^]))/m.exec(changelog) ?? [];
  const [named, day, ...rest] = heading.split(' - ');
  if (named !== version || rest.length > 0 || !/^\d{4}-\d{2}-\d{2}$/.test(day ?? '')) {
    return `CHANGELOG.md: expected its first heading to be "${version} - YYYY-MM-DD", got "${heading}"`;
  }
  if (text.trim() === '') return `CHANGELOG.md: expected what is new in ${version}, got nothing`;
  return null;
}

/**
 * Why the tree differs from the commit to be tagged; null if it doesn't.
 *
 * @param {string} status  the output of `git status --porcelain`
 */
function treeComplaint(status) {
  if (status.trim() === '') return null;
  return `the working tree: expected everything to be committed, got\n${status.trimEnd()}`;
}

module.exports = { changelogComplaint, treeComplaint };
