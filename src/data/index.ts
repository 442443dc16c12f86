export * from './cifar10';
export { cifar10Folder } from './cifar10/cached-file';
export { CIFAR100_COARSE_CLASSES, CIFAR100_FINE_CLASSES } from './cifar100/classes';
export { loadCifar100, type Cifar100Options, type LoadedCifar100 } from './cifar100/load-cifar100';
export {
  assertDataSet,
  assertFiniteFeatures,
  assertingFinite,
  assertLike,
} from './assert-data-set';
export { countsOf } from './class-counts';
export { sizeInMemory } from './bytes/size-in-memory';
export { NO_UTF8 } from './bytes/no-utf8';
export { transposed } from './bytes/transposed';
export type { DataSet, ImageShape, Labels, PictureEncoder } from './data-set';
export { assertFeatures, assertingFiniteRows, kindOf, type Features } from './features';
export { areSame, assertFeatureNames, ordering, placesOf } from './feature-names';
export { BYTE_RANGE } from './features/moments-of-bytes';
export { roomFor } from './features/dense';
export { hashingArray } from './features/hashing';
export type { ContentHash, DenseFeatures } from './features/kind';
export { assertMadeAlike } from './made-alike';
export { RowsOnDisk } from './disk/rows-on-disk';
export { openCifar10 } from './disk/open-cifar10';
export { openIdx, openNpy, type OnDiskOptions } from './disk/open-arrays';
export { openRows, type RowsInFile, type RowsInFiles } from './disk/open-rows';
export { DenseSamples } from './dense-samples';
export {
  isLabelOf,
  LABEL_TYPES,
  labelOf,
  type Label,
  type LabelOf,
  type LabelType,
  type TypeOfLabel,
} from './label-types';
export { FEW_SAMPLES, isIndexName } from './csv/index-columns';
export { loadCsv, type CsvOptions } from './csv/load-csv';
export { loadIdx, type IdxOptions } from './idx/load-idx';
export { loadNpy, type NpyFiles } from './npy/load-npy';
export { loadNpz, type NpzOptions } from './npy/load-npz';
export { nameList } from './name-list';
export { planesOf } from './npy/image-layout';
export { loadPictures, type PicturesOptions } from './pictures/load-pictures';
export type { ReadingOptions, ReadingProgress } from './reading-progress';
export { loadSafetensors, type SafetensorsOptions } from './safetensors/load-safetensors';
export { loadSvmlight, type SvmlightOptions } from './svmlight/load-svmlight';
export { encodeNpy } from './npy/encode-npy';
export type { ElementType } from './npy/header';
export type { NpyArray } from './npy/array-source';
export { arrayIn, readNpy } from './npy/read-npy';
export { dataSet, type DataSetParts } from './own/data-set-of';
export { warnOfAlikeClasses } from './own/alike-classes';
export { warnOfManyClasses } from './own/many-classes';
export type { Row } from './own/features';
export { partOf } from './part-of';
export {
  batchOf,
  loadingBlock,
  rowsIn,
  rowsOf,
  samplesInMemory,
  slicesOf,
  type Batch,
  type BatchPart,
  type RowSource,
} from './row-source';
export { PartOfSamples } from './part-of-samples';
export type { Samples } from './samples';
export { foldSets, stratifiedFolds } from './folds';
export { flipping } from './with-flips';
export { split, type SplitOptions } from './split';
export { sourcing } from './sourcing';
export { StandardisedSet } from './standardised-set';
export { Standardiser } from './standardiser';
export { joined } from './joined';
export { subset } from './subset';
// For tables and commands: files in any format.
export { invalid } from './bytes/faults';
export { columnOf } from './csv/choose-columns';
export type { CsvDialect } from './csv/csv-line';
export { withPoint } from './csv/dialect';
export { areColumnNumbers, areNames, columnNames } from './csv/header';
export { asUtf8, openingCsv } from './csv/opening';
export { quotedLines } from './csv/quoted-lines';
export { openInput, whereOf, STANDARD_INPUT, type Input } from './readers/input';
export { FOLDERS, readArchive, readFolder } from './any/read-folder';
export { READERS } from './readers/read';
export type { DataParts, Reader, SetOptions } from './readers/reader';
export { batchesOf, labelledData, modelFeatures, type RowBatch } from './readers/read';
export type { FormatOptions, RowOptions, Table, Table as WrittenLines } from './readers/reader';
