// A clock for tests of stopwatches: it stands still but where a test lets time pass, so that nothing depends on
// how fast a machine is or what else it does.

/** Runs a test by a clock of its own, and gives the real one back however the test ends. */
export function byVirtualClock<T>(body: (pass: (milliseconds: number) => void) => T): T {
  const { now } = performance;
  let time = 1000;
  performance.now = () => time;
  try {
    return body((milliseconds) => {
      time += milliseconds;
    });
  } finally {
    performance.now = now;
  }
}
