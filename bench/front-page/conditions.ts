/** What a reader visits the site with. */
export interface Condition {
  /** As the tables name it. */
  name: string;
  /** How many times slower the processor is made; 1 is as it is. */
  slowdown: number;
  /** The line to the server; without it, as fast as the machine is. */
  line?: {
    /** In milliseconds, until the first byte of each answer. */
    latency: number;
    /** In both directions, in bits a second. */
    rate: number;
  };
  /** Whether the server compresses what it sends, as static hosts do. */
  isCompressed: boolean;
  /** The most of another build’s time until the first slider works. */
  share: number;
}

/** A desk, a phone’s processor, and a far server that is as simple as Python’s. */
export const conditions: readonly Condition[] = [
  {name: "", slowdown: 1, isCompressed: true, share: 0.6},
  {name: "processor 4 times slower", slowdown: 4, isCompressed: true, share: 0.45},
  {
    name: "100 ms and 10 Mbit/s, nothing compressed",
    slowdown: 1,
    line: {latency: 100, rate: 10e6},
    isCompressed: false,
    share: 0.45
  }
];
