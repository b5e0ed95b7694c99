// The heap is a stack: callers allocate once, at the start, and take it all back with `release`.

let top: usize = 0;

/** Returns the address of `bytes` fresh bytes, aligned to 64 and zero; 0 if memory cannot grow. */
export function allocate(bytes: usize): usize {
  if (top == 0) top = align(__heap_base);
  const address = top;
  const end = align(address + bytes);
  const pages = <i32>((end + 0xffff) >>> 16) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) return 0;
  memory.fill(address, 0, bytes);
  top = end;
  return address;
}

/** Takes back everything that was allocated at or after an address. */
export function release(address: usize): void {
  top = address;
}

function align(address: usize): usize {
  return (address + 63) & ~63;
}
