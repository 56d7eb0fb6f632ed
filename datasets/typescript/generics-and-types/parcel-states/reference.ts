export type Parcel =
  | { readonly state: "packed" }
  | { readonly state: "travelling"; readonly stops: readonly string[] }
  | { readonly state: "delivered"; readonly to: string; readonly stops: number }
  | { readonly state: "lost"; readonly last: string | undefined };
export type Scan =
  | { readonly type: "stop"; readonly place: string }
  | { readonly type: "handover"; readonly to: string }
  | { readonly type: "missing" }
  | { readonly type: "found"; readonly place: string };

export function trackParcel(scans: readonly Scan[]): Parcel {
  return scans.reduce<Parcel>(after, { state: "packed" });
}

function after(parcel: Parcel, scan: Scan): Parcel {
  switch (parcel.state) {
    case "packed":
      if (scan.type === "stop") return travelling([], scan.place);
      return scan.type === "missing" ? { state: "lost", last: undefined } : parcel;
    case "travelling":
      if (scan.type === "stop") return travelling(parcel.stops, scan.place);
      if (scan.type === "missing") return { state: "lost", last: parcel.stops.at(-1) };
      if (scan.type === "handover") {
        return { state: "delivered", to: scan.to, stops: parcel.stops.length };
      }
      return parcel;
    case "lost":
      if (scan.type !== "found") return parcel;
      return travelling(parcel.last === undefined ? [] : [parcel.last], scan.place);
    case "delivered":
      return parcel;
  }
}

const travelling = (stops: readonly string[], place: string): Parcel => ({
  state: "travelling",
  stops: stops.at(-1) === place ? stops : [...stops, place],
});
