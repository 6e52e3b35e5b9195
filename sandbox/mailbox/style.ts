import { Markup } from './html.js';

/** The page's whole style: no file, font or script from anywhere else. */
export const STYLE = new Markup(`<style>
  :root { color-scheme: light dark; --line: #d8dee4; --dim: #57606a; --link: #0b57d0; --paper: #fff; --ground: #f6f8fa; --ink: #1f2328; }
  @media (prefers-color-scheme: dark) {
    :root { --line: #30363d; --dim: #9198a1; --link: #79b8ff; --paper: #161b22; --ground: #0d1117; --ink: #e6edf3; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
  main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
  h1 { font-size: 1.5rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
  h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
  a { color: var(--link); }
  .dim { color: var(--dim); }
  .card { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
  .rows { list-style: none; margin: 0; padding: 0; }
  .rows li + li { border-top: 1px solid var(--line); }
  .rows a { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; padding: .75rem 1rem; color: inherit; text-decoration: none; }
  .rows a:hover, .rows a:focus-visible { background: var(--ground); }
  .rows strong, .rows span { overflow-wrap: anywhere; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; padding: 1rem; }
  dt { color: var(--dim); }
  dd { margin: 0; overflow-wrap: anywhere; }
  pre { margin: 0; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .875rem; }
  iframe { display: block; width: 100%; height: 32rem; border: 0; background: #fff; }
  details summary { cursor: pointer; padding: .5rem 0; }
</style>`);
