/** Of the heap, in bytes, when what is not used any more has been collected. */
export function usedHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
