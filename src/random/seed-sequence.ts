/** Words in the pool that the entropy is mixed in. */
const POOL_WORDS = 4;

/** A hash whose multiplier moves on with every word: h(v) = ((v ⊕ c)·c′) ⊕ (… ≫ 16), c′ = c·m. */
class WordHash {
  constructor(
    private constant: number,
    private readonly multiplier: number,
  ) {}

  hash(word: number): number {
    const before = this.constant;
    this.constant = Math.imul(before, this.multiplier);
    const product = Math.imul(word ^ before, this.constant);
    return product ^ (product >>> 16);
  }
}

/** Stirs one hashed word into a word of the pool. */
function mix(word: number, hashed: number): number {
  const sum = (Math.imul(0xca01f9dd, word) - Math.imul(0x4973f715, hashed)) | 0;
  return sum ^ (sum >>> 16);
}

/** Makes the pool, in which every word depends on every word of the seed. */
function entropyPool(seed: number): Int32Array {
  const hasher = new WordHash(0x43b0d7e5, 0x931e8875);
  // The seed's 32-bit words, lowest first, zeros behind: a safe integer fills at most two.
  const pool = Int32Array.of(seed, Math.floor(seed / 2 ** 32), 0, 0).map((w) => hasher.hash(w));
  for (let from = 0; from < POOL_WORDS; from++) {
    for (let to = 0; to < POOL_WORDS; to++) {
      if (to !== from) pool[to] = mix(pool[to], hasher.hash(pool[from]));
    }
  }
  return pool;
}

/**
 * Expands a seed to words: NumPy's `SeedSequence(seed).generate_state(words)`.
 *
 * Source: O'Neill, "Developing a seed_seq alternative", 2015, as NumPy has it.
 *
 * @param seed   a non-negative safe integer
 * @param words  how many 32-bit words to make
 */
export function seedWords(seed: number, words: number): Uint32Array {
  const pool = entropyPool(seed);
  const hasher = new WordHash(0x8b51f9dd, 0x58f38ded);
  return Uint32Array.from({ length: words }, (_, i) => hasher.hash(pool[i % POOL_WORDS]));
}
