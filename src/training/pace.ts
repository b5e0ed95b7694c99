/** The pace is that of the last seconds of training. */
const SECONDS = 3;

/** A meter of how fast a run goes. */
interface Pace {
  /** Says how many images the run has seen after how many seconds of training. */
  mark(seconds: number, imagesSeen: number): void;
  /** Returns images per second over the last seconds; 0 before two marks. */
  samplesPerSecond(): number;
}

/** Returns a meter; time in which a run rests does not count. */
export function createPace(): Pace {
  const marks: {seconds: number; imagesSeen: number}[] = [];
  return {
    mark(seconds, imagesSeen) {
      marks.push({seconds, imagesSeen});
      while (marks.length > 2 && marks[1].seconds <= seconds - SECONDS) marks.shift();
    },
    samplesPerSecond() {
      const [first, last] = [marks[0], marks.at(-1)];
      if (first === undefined || last === undefined || last.seconds === first.seconds) return 0;
      return (last.imagesSeen - first.imagesSeen) / (last.seconds - first.seconds);
    }
  };
}

/** Returns how long a million samples take, in minutes. */
export function minutesPerMillion(samplesPerSecond: number): number {
  return 1e6 / samplesPerSecond / 60;
}

/**
 * Returns a length of time in words: “40 s”, “2 min 05 s”, “1 h 20 min”.
 *
 * @param seconds ≥ 0
 */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (number: number) => String(number).padStart(2, "0");
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/**
 * Returns whether a run comes to a point of its curve with its next minibatch: points lie evenly on
 * a logarithmic axis of images seen.
 *
 * @param before images seen before the minibatch
 * @param after images seen after it
 * @param perDecade points for each tenfold of images seen; defaults to 10
 */
export function isMilestone(before: number, after: number, perDecade = 10): boolean {
  const place = (imagesSeen: number) =>
    imagesSeen === 0 ? -1 : Math.floor(perDecade * Math.log10(imagesSeen) + 1e-9);
  return place(after) > place(before);
}
