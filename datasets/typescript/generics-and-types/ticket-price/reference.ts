export type Ticket =
  | { readonly kind: "single"; readonly zones: number }
  | { readonly kind: "day"; readonly people: number }
  | { readonly kind: "month"; readonly isStudent: boolean };

export function ticketPrice(ticket: Ticket): number {
  switch (ticket.kind) {
    case "single":
      return 180 + 90 * Math.max(0, ticket.zones - 2);
    case "day": {
      const tickets = Math.ceil(ticket.people / 5);
      return tickets * 700 + (ticket.people - tickets) * 200;
    }
    case "month":
      return ticket.isStudent ? 3540 : 5900;
  }
}
