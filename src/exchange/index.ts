export { MODEL_ENDINGS, readModel, saveModel } from './model-files';
