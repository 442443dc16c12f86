export { shownOf, type ShownCell, type ShownTable } from './html';
export { printedAs, type Look } from './printed-as';
export { toBytes } from './shades';
export { strip, type Picture } from './strip';
export { shortened } from './summary';
