/** Regions of a file between marker lines: `// <vc-code>` and `// </vc-code>`. */

/** What a region may be called. */
const REGION_NAMES = [
  "vc-description",
  "vc-preamble",
  "vc-definitions",
  "vc-helpers",
  "vc-spec",
  "vc-theorems",
  "vc-code",
  "vc-postamble",
] as const;
export type RegionName = (typeof REGION_NAMES)[number];

export interface MarkedRegion {
  readonly name: RegionName;
  /** UTF-16 offsets of what stands between the marker lines: from the start of the line after the first to the start of the last. */
  readonly start: number;
  readonly end: number;
}

export interface RegionFault {
  readonly message: string;
  /** UTF-16 offsets of the marker line. */
  readonly start: number;
  readonly end: number;
}

export interface MarkedRegions {
  /** In the order of the file; a region with a fault is not among them. */
  readonly regions: readonly MarkedRegion[];
  /** Markers that are not closed, not opened, nested, unknown or there twice. */
  readonly faults: readonly RegionFault[];
}

/** Reads the marked regions of a file whose line comments begin with `commentStart`; lines end with LF or CRLF. */
export function readMarkedRegions(text: string, commentStart: string): MarkedRegions {
  const regions: MarkedRegion[] = [];
  const faults: RegionFault[] = [];
  const refuse = (message: string, { start, end }: Marker): void => {
    faults.push({ message, start, end });
  };
  let open: Marker | undefined;
  for (const marker of readMarkers(text, commentStart)) {
    if (!isRegionName(marker.name)) refuse(`<${marker.name}> is no known region`, marker);
    else if (marker.isOpening) {
      if (open !== undefined) refuse(`<${marker.name}> begins inside <${open.name}>`, marker);
      else open = marker;
    } else if (open === undefined) refuse(`</${marker.name}> closes nothing`, marker);
    else if (open.name !== marker.name)
      refuse(`</${marker.name}> stands where <${open.name}> is open`, marker);
    else {
      const isDouble = regions.some(({ name }) => name === marker.name);
      if (isDouble) refuse(`<${marker.name}> is there twice`, open);
      else regions.push({ name: marker.name, start: open.next, end: marker.start });
      open = undefined;
    }
  }
  if (open !== undefined) refuse(`<${open.name}> is not closed`, open);
  return { regions, faults };
}

interface Marker {
  readonly name: string;
  readonly isOpening: boolean;
  /** Of its line, without the break. */
  readonly start: number;
  readonly end: number;
  /** Where the next line begins. */
  readonly next: number;
}

function* readMarkers(text: string, commentStart: string): Generator<Marker> {
  for (const match of text.matchAll(/^([^\n]*?)(\r?\n|$)/gm)) {
    const [whole, line = ""] = match;
    const trimmed = line.trim();
    if (!trimmed.startsWith(commentStart)) continue;
    const marker = /^<(\/?)(vc-[\w-]+)>$/.exec(trimmed.slice(commentStart.length).trim());
    if (marker === null) continue;
    yield {
      name: marker[2] ?? "",
      isOpening: marker[1] === "",
      start: match.index,
      end: match.index + line.length,
      next: match.index + whole.length,
    };
  }
}

const isRegionName = (name: string): name is RegionName =>
  (REGION_NAMES as readonly string[]).includes(name);
