/** U+FFFD, which all bytes that are no UTF-8 are read as: texts that differ would be one. */
export const NO_UTF8 = '\ufffd';
