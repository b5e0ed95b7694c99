// The heap is a stack: callers allocate once, at the start, and take it all back with `release`.

/** The least growth of the memory, in pages of 64 KiB. */
const SPARE_PAGES = 64;

let top: usize = 0;

/** The end of all that was ever handed out: what lies after it is still zero. */
let reached: usize = 0;

/** Returns the address of `bytes` fresh bytes, aligned to 64 and zero; 0 if memory cannot grow. */
export function allocate(bytes: usize): usize {
  if (top == 0) top = align(__heap_base);
  const address = top;
  const end = align(address + bytes);
  const pages = <i32>((end + 0xffff) >>> 16) - memory.size();
  // Growing takes its time however little is asked for; pages that nobody touches cost nothing.
  if (pages > 0 && memory.grow(max(pages, SPARE_PAGES)) < 0 && memory.grow(pages) < 0) return 0;
  // Clearing what is clear already would touch each page once more than needed.
  if (reached > address) memory.fill(address, 0, min(reached, end) - address);
  reached = max(reached, end);
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
