import { expect } from 'chai';
import { runInNewContext } from 'node:vm';
import { describeEachBackend } from '../support/backends';
import { detach } from '../support/hostile';

/** Node 20 has what the library of ES2023 lacks: buffers that can grow and shrink. */
interface ResizableBuffer extends ArrayBuffer {
  resize(bytes: number): void;
}

function resizable(bytes: number): ResizableBuffer {
  const make = ArrayBuffer as unknown as new (
    bytes: number,
    options: { maxByteLength: number },
  ) => ResizableBuffer;
  return new make(bytes, { maxByteLength: 64 });
}

describeEachBackend('memory that gemm works on', (backend) => {
  const one = (): Float32Array => Float32Array.of(2);

  /** C ← A · B for 1×1 matrices. */
  const multiply = (a: Float32Array, b: Float32Array, c: Float32Array): void =>
    backend.gemm(false, false, 1, 1, 1, 1, a, 1, b, 1, 0, c, 1);

  /** C ← A for a column of three. */
  const copy = (a: Float32Array, c: Float32Array): void =>
    backend.gemm(false, false, 3, 1, 1, 1, a, 1, Float32Array.of(1), 1, 0, c, 1);

  const overlap = 'c: expected memory of its own, got memory shared with ';

  it('may not be C and A or B at once', () => {
    const x = one();
    expect(() => multiply(x, one(), x)).to.throw(RangeError, `${overlap}a`);
    expect(() => multiply(one(), x, x)).to.throw(RangeError, `${overlap}b`);
    expect(x[0]).to.equal(2);
  });

  it('may not be C and A in one element', () => {
    const buffer = new Float32Array(6);
    expect(() => copy(buffer.subarray(0, 3), buffer.subarray(2, 5))).to.throw(RangeError, overlap);
    expect(() => copy(buffer.subarray(2, 5), buffer.subarray(0, 3))).to.throw(RangeError, overlap);
  });

  it('may not be C and A interleaved', () => {
    const buffer = new Float32Array(8);
    const [a, c] = [buffer.subarray(0), buffer.subarray(1)];
    expect(() => backend.gemm(false, false, 3, 1, 1, 1, a, 2, one(), 1, 0, c, 2)).to.throw(
      RangeError,
      overlap,
    );
  });

  it('may be neighbours in one buffer, and arrays may be longer than what is used', () => {
    const buffer = Float32Array.of(1, 2, 3, 0, 0, 0);
    copy(buffer, buffer.subarray(3));
    expect([...buffer]).to.deep.equal([1, 2, 3, 1, 2, 3]);
    buffer.fill(0, 0, 3);
    copy(buffer.subarray(3), buffer);
    expect([...buffer]).to.deep.equal([1, 2, 3, 1, 2, 3]);
  });

  it('may be shared where nothing is used', () => {
    const x = one();
    backend.gemm(false, false, 0, 1, 1, 1, x, 1, x, 1, 0, x, 1);
    backend.gemm(false, false, 1, 1, 0, 1, x, 1, x, 1, 3, x, 1);
    expect(x[0]).to.equal(6);
  });

  it('is read through the view, not from the start of its buffer', () => {
    const [a, b, c] = [Float32Array.of(9, 9, 2), Float32Array.of(9, 3, 9), new Float32Array(4)];
    multiply(a.subarray(2), b.subarray(1, 2), c.subarray(3));
    expect([...c]).to.deep.equal([0, 0, 0, 6]);
  });

  it('may be a view that starts between two 16-byte lines of a larger buffer', () => {
    const bytes = new ArrayBuffer(4 * 64);
    for (let offset = 0; offset < 16; offset++) {
      const a = new Float32Array(bytes, 4 * offset, 40).fill(1);
      const b = new Float32Array(40).fill(1);
      const c = new Float32Array(1);
      backend.gemm(false, false, 1, 1, 40, 1, a, 40, b, 1, 0, c, 1);
      expect(c[0]).to.equal(40);
    }
  });

  it('may not be detached, not even where nothing is used', () => {
    for (const position of [0, 1, 2]) {
      const arrays = [one(), one(), one()] as [Float32Array, Float32Array, Float32Array];
      detach(arrays[position].buffer);
      const message = `${'abc'[position]}: expected a Float32Array or a Float64Array, got one whose buffer is detached`;
      expect(() => multiply(...arrays)).to.throw(TypeError, message);
      const [a, b, c] = arrays;
      expect(() => backend.gemm(false, false, 0, 0, 0, 1, a, 1, b, 1, 0, c, 1)).to.throw(
        TypeError,
        message,
      );
    }
  });

  it('may be an array of no length', () => {
    const empty = new Float32Array(0);
    backend.gemm(false, false, 0, 0, 0, 1, empty, 1, empty, 1, 0, empty, 1);
    expect(() => multiply(empty, one(), one())).to.throw(
      RangeError,
      'a: expected at least 1 elements, got 0',
    );
  });

  it('may grow and shrink: its length at the call counts', () => {
    const buffer = resizable(4);
    const tracking = new Float32Array(buffer);
    expect(() => copy(tracking, new Float32Array(3))).to.throw(RangeError, 'got 1');
    buffer.resize(12);
    tracking.set([1, 2, 3]);
    const c = new Float32Array(3);
    copy(tracking, c);
    expect([...c]).to.deep.equal([1, 2, 3]);
    buffer.resize(8);
    expect(() => copy(tracking, c)).to.throw(RangeError, 'got 2');
  });

  it('may not be a view whose buffer has shrunk below it', () => {
    const buffer = resizable(32);
    const [fixed, behind] = [new Float32Array(buffer, 0, 4), new Float32Array(buffer, 16)];
    buffer.resize(8);
    expect(() => copy(fixed, new Float32Array(3))).to.throw(RangeError, 'got 0');
    expect(() => copy(behind, new Float32Array(3))).to.throw(RangeError, 'got 0');
    expect(() => copy(new Float32Array(3), behind)).to.throw(RangeError, 'got 0');
  });

  it('may be shared with other threads', () => {
    const shared = (): Float32Array =>
      new Float32Array(new SharedArrayBuffer(16), 4) as ArrayBufferView as Float32Array;
    const [a, c] = [shared(), shared()];
    a.set([1, 2, 3]);
    copy(a, c);
    expect([...c]).to.deep.equal([1, 2, 3]);
    expect(() => copy(a, a)).to.throw(RangeError, overlap);
  });

  it('may come from another context', () => {
    const foreign = runInNewContext('Float32Array.of(1, 2, 3)') as Float32Array;
    const c = new Float32Array(3);
    copy(foreign, c);
    expect([...c]).to.deep.equal([1, 2, 3]);
  });

  it('is that of the array, whatever length a subclass claims', () => {
    class Claims extends Float32Array {
      override get length(): number {
        return 1000;
      }
    }
    const c = new Float32Array(100);
    expect(() =>
      backend.gemm(false, false, 100, 1, 1, 1, new Claims(3), 1, one(), 1, 0, c, 1),
    ).to.throw(RangeError, 'a: expected at least 100 elements, got 3');
  });
});
