/** The widget's own style; in a shadow root the page's style does not reach it, nor the other way round. */
export const style = `
:host { all: initial; --brand: #7d1935; --ink: #1c2530; --muted: #55606e; --line: #c9d0d9; --paper: #fff; --ground: #f4f5f8; --focus: #0b57d0; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
button, textarea { font: inherit; color: inherit; }
.root { font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.launch { display: flex; align-items: center; gap: 10px; min-height: 56px; padding: 0 22px 0 18px; border: 2px solid #fff; border-radius: 28px; background: var(--brand); color: #fff; font-weight: 600; cursor: pointer; box-shadow: 0 4px 18px rgb(0 0 0 / 28%); }
.panel { display: flex; flex-direction: column; width: min(420px, calc(100vw - 32px)); height: min(680px, calc(100dvh - 32px)); background: var(--ground); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; box-shadow: 0 10px 40px rgb(0 0 0 / 30%); }
.head { display: flex; align-items: center; gap: 10px; padding: 10px 8px 10px 16px; background: var(--brand); color: #fff; }
.head h2 { margin: 0; font-size: 17px; line-height: 1.25; }
.head p { margin: 2px 0 0; font-size: 13px; line-height: 1.3; }
.head div { flex: 1; min-width: 0; }
.close { flex: none; width: 44px; height: 44px; border: 0; border-radius: 8px; background: transparent; color: #fff; cursor: pointer; font-size: 24px; line-height: 1; }
.close:hover { background: rgb(255 255 255 / 18%); }
.head :focus-visible { outline-color: #ffd54a; }
.scroll { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 14px 14px 4px; }
.list { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: 12px; }
.turn { max-width: 92%; display: flex; flex-direction: column; }
.turn .who { font-size: 13px; color: var(--muted); margin: 0 4px 3px; }
.turn .body { padding: 10px 14px; border-radius: 12px; background: var(--paper); border: 1px solid var(--line); overflow-wrap: anywhere; }
.turn.client { align-self: flex-end; align-items: flex-end; }
.turn.client .body { background: #e6ebf5; border-color: #b9c4dc; white-space: pre-wrap; }
.turn.operator .body { border-left: 5px solid #1a6b3c; }
.turn.system { align-self: center; max-width: 100%; }
.turn.system .body { background: transparent; border-style: dashed; font-size: 15px; }
.body > :first-child { margin-top: 0; } .body > :last-child { margin-bottom: 0; }
.body p, .body ul, .body ol { margin: 0 0 8px; } .body ul { list-style: disc; } .body ul, .body ol { padding-left: 22px; } .body li { margin-bottom: 4px; }
.body a { color: #0b57d0; }
.state { font-size: 13px; color: var(--muted); margin: 3px 4px 0; }
.state button { border: 0; background: none; color: #0b57d0; text-decoration: underline; cursor: pointer; min-height: 28px; padding: 0 4px; }
.options { display: flex; flex-wrap: wrap; gap: 8px; list-style: none; margin: 10px 0 0; padding: 0; }
.options button { min-height: 44px; padding: 8px 14px; border: 1px solid var(--brand); border-radius: 22px; background: var(--paper); color: var(--brand); cursor: pointer; text-align: left; font-weight: 500; }
.options button:hover { background: var(--brand); color: #fff; }
.options button[aria-disabled=true] { opacity: 1; color: var(--muted); border-color: var(--line); cursor: default; background: transparent; }
.status { min-height: 24px; padding: 0 16px; font-size: 14px; color: var(--muted); }
.offline { margin: 0 14px 8px; padding: 8px 12px; border-radius: 8px; background: #fff3d6; border: 1px solid #b98900; font-size: 14px; }
form { display: flex; gap: 8px; align-items: flex-end; padding: 10px 12px; background: var(--paper); border-top: 1px solid var(--line); }
textarea { flex: 1; min-width: 0; min-height: 46px; max-height: 130px; resize: none; padding: 10px 12px; border: 1px solid #6b7684; border-radius: 10px; background: #fff; }
.send { min-width: 46px; min-height: 46px; padding: 0 16px; border: 0; border-radius: 10px; background: var(--brand); color: #fff; font-weight: 600; cursor: pointer; }
.foot { padding: 0 12px 8px; background: var(--paper); }
.foot button { border: 0; background: none; color: #0b57d0; text-decoration: underline; cursor: pointer; min-height: 32px; padding: 0; }
@media (max-width: 480px) { .root.open { inset: 0; } .root.open .panel { width: 100%; height: 100dvh; border: 0; border-radius: 0; } }
@media (prefers-reduced-motion: no-preference) { .turn { animation: come 0.18s ease-out; } @keyframes come { from { opacity: 0; transform: translateY(6px); } } }
@media (forced-colors: active) { .launch, .send, .options button, .turn .body { border: 1px solid ButtonText; } }
`
