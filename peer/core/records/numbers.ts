/** Numbers for links, requests and questions, each used once in a run of the program. */
export class Numbers {
  #last = 0;

  next(): number {
    this.#last += 1;
    return this.#last;
  }
}
