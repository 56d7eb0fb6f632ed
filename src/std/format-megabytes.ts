/** A size to read: `12.3 MB`, of a million bytes each. */
export const formatMegabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
