/** Words that lex as keywords. They matter only where a bare word is needed; inside quotes every word is free. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  `let mut if else for in match return struct enum type module import from extern effect effects database table ensures handle
  snippet end id kind note lang signature body metadata requires tests relations content schema generic collection dialect rel
  types fn param returns step branch op input var lit field of
  add sub mul div equals not and or
  query select insert update delete set where order by limit offset join on inner left right outer as asc desc into contains
  primary unique nullable auto index foreign connection
  true false none`.split(/\s+/),
);
