'use strict';

/**
 * Why CHANGELOG.md doesn't tell of this version; null if it does: its first heading is the version,
 * with the day of its release, and there is something below it.
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
 * Why the tree is not what would be tagged; null if it is.
 *
 * @param {string} status  what `git status --porcelain` printed
 */
function treeComplaint(status) {
  if (status.trim() === '') return null;
  return `the working tree: expected everything to be committed, got\n${status.trimEnd()}`;
}

module.exports = { changelogComplaint, treeComplaint };
