export { notWritable, writeWhole } from './write-whole';
