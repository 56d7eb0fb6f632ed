/** Both colour schemes keep a contrast of at least 4.5 for text and 3 for shapes. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1c2230; --soft: #4d566a; --page: #ffffff; --line: #767f91; --frontier: #b45309; --tuned: #0369a1; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9f0; --soft: #b0b8c8; --page: #14181f; --line: #8590a5; --frontier: #f59e0b; --tuned: #38bdf8; }
}
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.7rem; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
ul { margin: 0; padding-left: 1.25rem; }
#section-0 + p { font-size: 1.15rem; font-weight: 600; }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
th[scope="row"] { font-weight: normal; }
svg { display: block; width: 100%; height: auto; margin: 1rem 0; }
svg text { fill: var(--text); font: 13px system-ui, sans-serif; }
svg .soft { fill: var(--soft); }
svg .axis { stroke: var(--line); stroke-width: 1; fill: none; }
svg .frontier { stroke: var(--frontier); }
svg .tuned { stroke: var(--tuned); }
svg .curve { stroke-width: 3; fill: none; }
svg .mark { stroke: var(--text); stroke-width: 1; stroke-dasharray: 4 3; }
svg rect.frontier { fill: var(--frontier); stroke: none; }
svg rect.tuned { fill: var(--tuned); stroke: none; }
@media print { .wide { overflow: visible; } }
`;
