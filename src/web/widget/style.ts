/**
 * The widget's own style; in a shadow root the page's style does not reach it, nor the other way round. What stands on our
 * element itself is `!important`: there a page's `* { all: unset !important }` would win otherwise. Sizes are `em` of the
 * size that the person has set in the browser, whatever the page makes of its own. Nothing moves.
 */
export const style = `
:host { all: initial !important; display: block !important; }
* { box-sizing: border-box; }
[hidden], .badge:empty, .notice:empty { display: none !important; }
.root { all: unset; direction: ltr; --ground: var(--ground-brand, #7d1935); --on: var(--on-brand, #fff); --brand: var(--light-brand, #7d1935); --ink: #1c2530; --muted: #55606e; --line: #c9d0d9; --edge: #6b7684; --paper: #fff; --back: #f4f5f8; --mine: #e6ebf5; --link: #0b57d0; --human: #1a6b3c; --warn: #fff3d6; color-scheme: light; font: medium/1.5 system-ui, sans-serif; color: var(--ink); position: fixed; inset: auto 1em 1em auto; z-index: 2147483647; max-width: calc(100vw - 2em); overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) { .root { --brand: var(--dark-brand, #f2a7bb); --ink: #e9edf2; --muted: #b3bcc7; --line: #49535f; --edge: #8d98a5; --paper: #20272f; --back: #161b21; --mine: #2c3a52; --link: #9cc2ff; --human: #6fd39a; --warn: #4a3a0a; color-scheme: dark; } }
.left { inset: auto auto 1em 1em; }
.away:not(.open) { display: none; }
button, textarea, input { font: inherit; color: inherit; }
button { cursor: pointer; background: none; border: 0; text-align: start; }
h2, p, ul, ol { margin: 0; }
a { color: var(--link); }
:focus-visible { outline: .2em solid var(--link); outline-offset: .2em; }
.head :focus-visible { outline-color: var(--on); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.launch, .primary.primary { background: var(--ground); color: var(--on); font-weight: 600; }
.launch { min-height: 3.5em; padding: .4em 1.4em; border: 2px solid #fff; border-radius: 2em; }
.launch, .invite, .panel { box-shadow: 0 .2em 1em #0005; }
.badge { padding: 0 .6em; border-radius: 2em; background: var(--paper); border: 1px solid var(--edge); color: var(--ink); }
.badge, .invite { position: absolute; right: 0; bottom: 100%; margin-bottom: .6em; }
.left .badge, .left .invite { right: auto; left: 0; }
.invite { display: flex; flex-wrap: wrap; gap: .6em; width: 20em; max-width: calc(100vw - 2em); padding: .6em .9em; border: 1px solid var(--edge); border-radius: .75em; background: var(--paper); }
.invite p, .fault { flex: 1 0 100%; }
.panel { display: flex; flex-direction: column; width: 26.25em; max-width: 100%; height: 42.5em; max-height: calc(100vh - 2em); background: var(--back); border: 1px solid var(--edge); border-radius: .75em; overflow: hidden auto; }
.head { flex: none; display: flex; flex-wrap: wrap; align-items: center; justify-content: end; overflow-wrap: break-word; padding: .4em .4em .4em .9em; background: var(--ground); color: var(--on); }
.head h2 { flex: 1 1 calc(100% - 8em); font-size: 1.06em; }
.head p { flex: 1 1 7em; }
.head button { min-width: 2.75em; min-height: 2em; padding: 0; text-align: center; border-bottom: .2em solid transparent; font-weight: 600; }
.languages [aria-pressed=true] { border-color: currentColor; }
.scroll, .help { flex: 1 1 0; min-height: 8em; overflow-y: auto; overscroll-behavior: contain; padding: .9em; position: relative; }
.scroll:focus-visible { outline-offset: -.2em; }
.list { list-style: none; padding: 0; display: flex; flex-direction: column; gap: .6em; }
.turn { max-width: 92%; display: flex; flex-direction: column; }
.who, .state, .note, .host, .status, .foot { color: var(--muted); }
.who, .state, .note, .host, .status, .foot, .head p { font-size: .85em; }
.body, .notice, .wait, .offline, .confirm { padding: .6em .9em; background: var(--paper); border: 1px solid var(--line); }
.body { border-radius: .75em; }
.client { align-self: flex-end; align-items: flex-end; }
.client .body { background: var(--mine); white-space: pre-wrap; }
.operator .who { color: var(--human); font-weight: 600; }
.operator .body, .wait { border-left: .3em solid var(--human); border-radius: .2em .75em .75em .2em; }
.system { align-self: center; max-width: 100%; }
.system .body { background: none; border: 1px dashed var(--edge); font-size: .9em; }
.body > :not(:last-child), .help p, .confirm p { margin-bottom: .6em; } .body ul, .body ol { padding-left: 1.5em; } .body ul { list-style: disc; }
.more, .state button, .older, .foot button, .back { color: var(--link); text-decoration: underline; min-height: 2em; padding: 0; }
.options, .tools, .solved, .foot { display: flex; flex-wrap: wrap; align-items: center; gap: .6em; list-style: none; padding: 0; }
.options, .tools { margin-top: .6em; }
.options button, .tools button, .invite button, .solved button, .primary { min-height: 2.75em; min-width: 2.75em; padding: .4em .9em; border: 1px solid var(--brand); border-radius: 2em; background: var(--paper); color: var(--brand); font-weight: 500; }
.options [aria-disabled=true] { color: var(--muted); border-color: var(--line); cursor: default; background: none; }
.body .steps { list-style: none; padding: 0; }
.steps li { padding: 0 0 .6em 2em; }
label { display: flex; gap: .6em; margin-left: -2em; }
[type=checkbox] { flex: none; width: 1.4em; height: 1.4em; margin: 0; accent-color: var(--ground); }
form { flex: none; display: flex; gap: .6em; align-items: flex-end; flex-wrap: wrap; }
.panel > form { padding: .6em .9em; background: var(--paper); border-top: 1px solid var(--line); flex-wrap: nowrap; }
.mail { margin-top: .6em; } .mail label { flex: 1 1 12em; flex-direction: column; gap: 0; margin: 0; }
textarea, [type=email] { flex: 1; min-width: 0; min-height: 2.75em; max-height: 8em; resize: none; padding: .6em .9em; border: 1px solid var(--edge); border-radius: .75em; background: var(--paper); }
textarea::placeholder { color: var(--muted); opacity: 1; }
.confirm { border-color: var(--ink); border-radius: .75em; margin-top: .6em; }
.back { display: block; }
.wait, .offline { margin: .3em .9em; font-size: .9em; }
.offline { background: var(--warn); }
.wait:empty, .offline:empty { margin: 0; padding: 0; border: 0; }
.status { flex: none; min-height: 2em; }
.status, .solved { padding: 0 .9em; }
.foot { padding: 0 .9em .4em; background: var(--paper); }
@media (max-width: 30em) {
  .open { inset: 0; max-width: none; } .open .panel { width: 100%; height: 100%; max-height: none; border: 0; border-radius: 0; }
  .invite { padding: .4em .9em; font-size: .9em; }
}
@media (forced-colors: active) { .launch, .primary.primary, .body { border: 1px solid; } .head button { border-color: Canvas; } .head [aria-pressed=true] { border-color: Highlight; } }
`
