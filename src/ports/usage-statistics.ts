/** How often the project's own code uses what a search could use. */

/** Counts that somebody learned from the project; nothing is read when they are asked. */
export interface UsageStatistics {
  /**
   * How much cheaper a search makes `name`: from 0, as rare as anything, to 1, what the project nearly always uses here;
   * even steps are even factors of frequency.
   *
   * @param receiver name of the type that has the member; `undefined` for a call of a free name
   * @returns `undefined` where nothing is known of the receiver or the name
   */
  shareOf(receiver: string | undefined, name: string): number | undefined;
}
