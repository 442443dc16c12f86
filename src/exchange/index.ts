export { encodeCsv } from './csv';
export { decodeJson, encodeJson } from './json';
export { encodeOnnx } from './onnx/encode-onnx';
export { MODEL_ENDINGS, readModel, saveModel } from './model-files';
export { decodeModel, encodeModel } from './safetensors-model';
