// Which loops a trace has begun to keep, and where those stand that were not written as values: where the trace has to end, one of
// these may be the cause.

/** The loops that one trace has begun to keep. */
export class LoopsBegun {
  private readonly within: { readonly site?: string; readonly fewest?: number }[] = [];
  private readonly sites = new Set<string>();
  private isAny = false;

  /** Whether there is any. */
  get hasBegun(): boolean {
    return this.isAny;
  }

  /** The number of loops that are being kept, each inside of the one before. */
  get depth(): number {
    return this.within.length;
  }

  set depth(depth: number) {
    this.within.length = depth;
  }

  /** The fewest rounds that are kept of the innermost loop where these ask nothing, if it says so. */
  get fewest(): number | undefined {
    return this.within.at(-1)?.fewest;
  }

  /** Where the loops stand of which one is the cause that the trace has ended; none where it may be another. */
  get suspects(): readonly string[] {
    const last = this.within.at(-1);
    if (last !== undefined) return last.site === undefined ? [] : [last.site];
    return [...this.sites];
  }

  /** Runs a body that keeps a loop. Where it throws, the trace ends, and the loop stays the innermost one. */
  during<T>(site: string | undefined, fewest: number | undefined, body: () => T): T {
    this.isAny = true;
    if (site !== undefined) this.sites.add(site);
    this.within.push({ site, fewest });
    const answer = body();
    this.within.pop();
    return answer;
  }
}
