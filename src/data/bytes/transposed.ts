/**
 * Computes Bᵀ of B: rows×columns, row-major. So it turns Fortran order into C order, pixels RGBRGB…
 * into planes, and planes into pixels.
 */
export function transposed(bytes: Uint8Array, rows: number, columns: number): Uint8Array {
  const result = new Uint8Array(bytes.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = bytes[i * columns + j];
  }
  return result;
}
