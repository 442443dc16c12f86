/** Hands out names, each once: a graph's values need names of their own. */
export class Names {
  private readonly taken = new Set<string>();

  /** Returns this name or, if it is taken, the first with underscores after it that isn't. */
  free(name: string): string {
    let own = name;
    while (this.taken.has(own)) own += '_';
    this.taken.add(own);
    return own;
  }
}
