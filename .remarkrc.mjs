import { existsSync } from 'node:fs';
import { URL } from 'node:url';
import validateLinks from 'remark-validate-links';

/** Every node of a Markdown tree. */
function* nodesOf(tree) {
  yield tree;
  for (const child of tree.children ?? []) yield* nodesOf(child);
}

/** Names in code that begin with one of the repository's folders; those that are made, not kept, may be missing. */
const IN_TREE =
  /^(\.ci|assets|benchmarks|bin|docs|examples|native|schemas|scripts|src|test)\/[\w./-]*$/;
const MADE = /^(docs\/api|benchmarks\/\w+\.(json|png))/;

/** Names of the repository's files and folders must be those of files and folders. */
function validateNamesInCode() {
  return (tree, file) => {
    if (file.basename === 'CHANGELOG.md') return; // it tells of files that are no more
    for (const node of nodesOf(tree)) {
      if (node.type !== 'inlineCode' || !IN_TREE.test(node.value) || MADE.test(node.value))
        continue;
      if (!existsSync(node.value)) file.message(`Cannot find \`${node.value}\` in the tree`, node);
    }
  };
}

/** Addresses elsewhere are not asked for, since CI has no network: they must be whole, and https. */
function validateAddresses() {
  return (tree, file) => {
    for (const node of nodesOf(tree)) {
      if (typeof node.url !== 'string' || !/^(\w[\w+.-]*:|\/\/)/.test(node.url)) continue;
      const isWhole = URL.canParse(node.url) && /^https:\/\/[\w-]+(\.[\w-]+)+(\/|$)/.test(node.url);
      if (!isWhole) file.message(`Expected an https address, got \`${node.url}\``, node);
    }
  };
}

export default {
  plugins: [
    [validateLinks, { repository: false, root: '.' }],
    validateNamesInCode,
    validateAddresses,
  ],
};
